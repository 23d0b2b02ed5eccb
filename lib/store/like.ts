/** A text that LIKE takes for itself: what would stand for any character is escaped. @source PostgreSQL, 9.7.1 */
export const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");
