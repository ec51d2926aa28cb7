import type { Call, Handlers } from "./call.ts";

export const iamHandlers: Handlers = {
  ListAccountAliases: (_input: object, { account }: Call) => ({
    AccountAliases: account.alias === "" ? [] : [account.alias],
    IsTruncated: false,
  }),
};
