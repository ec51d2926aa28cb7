import type { Owned } from "./owned.ts";

export type InstanceState = "pending" | "running" | "stopping" | "stopped" | "shutting-down" | "terminated";

/** The application of an instance, as recognised in its user data. */
export interface Application {
  kind: "flask" | "httpServer" | "socketServer";
  /** `tcp` greets whoever connects and hangs up. */
  protocol: "http" | "https" | "tcp";
  /** The address that it binds: a loopback address is not reachable from the network. */
  host: string;
  port: number;
  /** What GET / answers, or what a `tcp` application says. */
  body: string;
  /** Whether it starts again with the instance: an enabled systemd unit does, a plain user data script does not. */
  startsAtBoot: boolean;
  listening: boolean;
}

export interface Instance extends Owned {
  id: string;
  state: InstanceState;
  imageId: string;
  instanceType: string;
  architecture: "x86_64" | "arm64";
  subnetId: string;
  vpcId: string;
  zoneId: string;
  networkInterfaceId: string;
  privateIp: string;
  securityGroupIds: string[];
  reservationId: string;
  launchedAt: Date;
  instanceProfileArn?: string;
  /** How the profile came to the instance. */
  profileAssociation?: { id: string; state: "associating" | "associated" };
  /** Plain text, decoded. It is only ever read, never run. */
  userData?: string;
  application?: Application;
  /** What GetConsoleOutput shows: why an application listens, or does not. */
  consoleOutput: string;
}

/** An instance as Systems Manager sees it. */
export interface ManagedInstance {
  instanceId: string;
  pingStatus: "Online" | "ConnectionLost";
  registeredAt: Date;
}

type CommandStatus = "Pending" | "InProgress" | "Success" | "Failed" | "TimedOut" | "Cancelled";

/** One instance's run of a command. */
export interface Invocation {
  instanceId: string;
  status: CommandStatus;
  /** More exact than the status, e.g. `Execution Timed Out`. */
  statusDetails: string;
  /** Exit code of the script; -1 while there is none. */
  responseCode: number;
  standardOutput: string;
  standardError: string;
  startedAt?: Date;
  endedAt?: Date;
}

export interface Command extends Owned {
  id: string;
  documentName: string;
  comment: string;
  parameters: Record<string, string[]>;
  requestedAt: Date;
  timeoutSeconds: number;
  invocations: Invocation[];
  cancel: AbortController;
}
