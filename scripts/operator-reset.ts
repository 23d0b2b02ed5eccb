import { forgetInitialPassword } from "@/lib/credentials-file";
import { env } from "@/lib/env";
import { openDb } from "@/lib/store/db";
import { command } from "@/scripts/command";
import { resetPassword } from "@/scripts/operator/password";
import { withDatabase } from "@/scripts/postgres/with-database";

/** `npm run operator:reset [-- EMAIL]`: a new password for an operator who lost theirs, shown once. */
await command(async ([wanted]) => {
  await withDatabase(async (url) => {
    const db = openDb(url, { connectionsMax: 1 });
    try {
      const { email, password } = await resetPassword(db, wanted);
      await forgetInitialPassword(env().DATA_DIR, email);
      console.log(`${email} signs in with ${password} from now on; every session of theirs has ended.`);
    } finally {
      await db.close();
    }
  });
});
