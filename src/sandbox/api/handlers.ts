import type { GuestShell } from "../guest/shell.ts";
import type { ServiceName } from "../wire/operations.ts";
import type { Handlers } from "./call.ts";
import { ec2Handlers } from "./ec2/handlers.ts";
import { elbv2Handlers } from "./elbv2/handlers.ts";
import { iamHandlers } from "./iam/handlers.ts";
import { ssmHandlers } from "./ssm/handlers.ts";
import { stsHandlers } from "./sts.ts";

/** The handlers of every service; `shell` runs the commands that Systems Manager sends. */
export function allHandlers(shell: GuestShell): Readonly<Record<ServiceName, Handlers>> {
  return {
    ec2: ec2Handlers,
    elasticloadbalancing: elbv2Handlers,
    iam: iamHandlers,
    ssm: ssmHandlers(shell),
    sts: stsHandlers,
  };
}
