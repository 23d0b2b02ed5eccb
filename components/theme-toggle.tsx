"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { remember } from "@/components/remember";
import { THEME_COOKIE, type Theme } from "@/components/theme";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/dropdown-menu";

const OPTIONS = [
  { theme: "system", label: "System", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
] as const;

/** Chooses the theme: at once on this page, and by a cookie in what the server renders from now on. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const Icon = OPTIONS.find((option) => option.theme === theme)?.icon ?? Monitor;
  function choose(next: Theme) {
    setTheme(next);
    remember(THEME_COOKIE, next === "system" ? null : next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }
  return (
    <Menu
      label="Theme"
      trigger={
        <Button variant="ghost" iconOnly aria-label="Theme">
          <Icon aria-hidden />
        </Button>
      }
      items={OPTIONS.map((option) => ({
        label: option.label,
        icon: <option.icon aria-hidden />,
        checked: option.theme === theme,
        onSelect: () => choose(option.theme),
      }))}
    />
  );
}
