/**
 * Takes account ids out of a text that is meant to be pasted elsewhere. The same account has the same name all over the
 * text, so that the two sides can still be told apart.
 */
export function withoutAccounts(text: string): string {
  const names = new Map<string, string>();
  return text.replaceAll(/(?<![\w-])\d{12}(?!\w)/g, (account) => {
    const name = names.get(account) ?? `ACCOUNT-${names.size + 1}`;
    names.set(account, name);
    return name;
  });
}
