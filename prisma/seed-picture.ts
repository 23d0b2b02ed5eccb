import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Ctx } from "@/lib/operations/ctx";
import { keepMedia } from "@/lib/operations/keep-media";

/** What somebody in the story took a picture of: an owl, 96 × 64. */
const OWL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAGAAAABABAMAAAAXGm89AAAAD1BMVEXu8f9DOMr////1wVwUFxw6nkDVAAAA6UlEQVR42u2WUQ7DIAiG9QbSnWCkF+i8weL9z7QOHU1bI5DapcnGEyb/F0DE4NzfLmlBOB8GPKyFfG4DQBY0AMkAmMiYAAAshAR42FtfoKJv52QFahkpihg+ykGUE4CId9JnR2wcYiGKI/VhIB3C4vQGZs1IqbAjljCmlIHihJ4AlZBSeiKy0yzC1yL0B7a3JAD7PuiAGB9KoDyhGCd+VNL8kGwG+NkGaYDeY3CLy2CoJo4AMAAwnQ7ARYDzf74v/N5mwBlLqIVwnQFnzGgfQl42jAG2ITT7jDHAitDpV7uGidDrVZvYL9kL7sZMF6SnaZkAAAAASUVORK5CYII=",
  "base64",
);

/**
 * Keeps the picture of each of these messages as if it had just been fetched.
 * @param dataDir where files on their way are: what is kept in a folder is moved, not copied
 */
export async function keepPictures(ctx: Ctx, dataDir: string, messageIds: readonly string[]): Promise<void> {
  await mkdir(path.join(dataDir, "media"), { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(dataDir, "media", "seed-"));
  const fetch: Ctx["media"]["fetch"] = async (messageId) => {
    const file = path.join(folder, messageId);
    await writeFile(file, OWL);
    return { exchanges: [], result: { file, contentType: "image/png", bytes: OWL.length, fileName: "owl.png" } };
  };
  for (const messageId of messageIds) {
    await keepMedia(
      { ...ctx, sql: ctx.db.sql, media: { ...ctx.media, fetch } },
      { accountId: ctx.accountId, messageId, urls: [messageId], linked: false },
    );
  }
  await rm(folder, { recursive: true, force: true });
}
