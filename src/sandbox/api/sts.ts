import { type Call, callerArn, type Handlers } from "./call.ts";

export const stsHandlers: Handlers = {
  GetCallerIdentity: (_input: object, { account }: Call) => ({
    Account: account.id,
    Arn: callerArn(account),
    UserId: account.accessKeyId.replace(/^AKIA/, "AIDA"),
  }),
};
