import { randomBytes } from "node:crypto";
import type { Role, RoleSession } from "../state/identity.ts";
import { sessionArn } from "../state/identity.ts";
import { AwsError } from "../wire/awsError.ts";
import { type Call, callerArn, type Handlers } from "./call.ts";
import { trusts } from "./trustPolicy.ts";

interface AssumeRole {
  RoleArn: string;
  RoleSessionName: string;
  DurationSeconds?: number;
  ExternalId?: string;
}

const oneHour = 3600;
const shortestSession = 900;

export const stsHandlers: Handlers = {
  AssumeRole: assumeRole,
  GetCallerIdentity: (_input: object, { account }: Call) => ({
    Account: account.id,
    Arn: callerArn(account),
    UserId:
      account.session === undefined
        ? account.accessKeyId.replace(/^AKIA/, "AIDA")
        : `${account.session.roleId}:${account.session.sessionName}`,
  }),
};

/** Temporary credentials for a role of any account that trusts the caller. */
function assumeRole(input: AssumeRole, call: Call): object {
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds = oneHour } = input;
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
    throw new AwsError("ValidationError", `The session name '${RoleSessionName}' is not valid.`);
  }
  const role = call.world.roles.get(RoleArn);
  if (role === undefined || !trusts(role.trustPolicy, call.account, ExternalId)) {
    const action = `sts:AssumeRole on resource: ${RoleArn}`;
    const message = `User: ${callerArn(call.account)} is not authorized to perform: ${action}`;
    throw new AwsError("AccessDenied", message, 403);
  }
  if (DurationSeconds < shortestSession || DurationSeconds > role.maxSessionSeconds) {
    const message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    throw new AwsError("ValidationError", message);
  }
  const session = newSession(role, RoleSessionName, DurationSeconds, call);
  call.world.sessions.set(session.accessKeyId, session);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.token,
      Expiration: session.expiresAt,
    },
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${RoleSessionName}`, Arn: sessionArn(session) },
  };
}

function newSession(role: Role, sessionName: string, seconds: number, call: Call): RoleSession {
  return {
    account: role.account,
    accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
    token: randomBytes(96).toString("base64"),
    expiresAt: new Date(call.clock.now().getTime() + seconds * 1000),
    roleArn: role.arn,
    roleId: role.id,
    sessionName,
  };
}
