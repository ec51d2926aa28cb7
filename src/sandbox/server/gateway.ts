import { setTimeout as pause } from "node:timers/promises";
import type { Handlers } from "../api/call.ts";
import { invoke } from "../api/invoke.ts";
import type { Account } from "../state/account.ts";
import type { Clock } from "../state/clock.ts";
import { isRegionName, type RegionName } from "../state/regions.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/awsError.ts";
import type { Input, Protocol, WireReply } from "../wire/messages.ts";
import { isServiceName, type ServiceName } from "../wire/operations.ts";
import { protocolOf } from "../wire/protocol.ts";
import { authenticate } from "./authenticate.ts";
import { DroppedConnection, faultError } from "./faultErrors.ts";
import type { Fault, Faults } from "./faults.ts";
import { partialFailure } from "./partialFailure.ts";
import { readAuthorization, type SignedRequest } from "./sigv4.ts";

/** How many of the last calls are remembered at least; twice as many at most. */
const rememberedCalls = 2000;

/** An authenticated call as it was made, for tests that count calls. */
export interface CallRecord {
  account: string;
  region: string;
  service: string;
  operation: string;
  /** The call only asked whether it would be allowed. */
  dryRun?: true;
  /** A fault has struck; with `after`, the call has taken effect. */
  struck?: boolean;
  /** Code of the error that it was answered with, or `Dropped` if it was not answered at all. */
  errorCode?: string;
}

/** Who signed a request, and for what. */
interface Caller {
  account: Account;
  service: ServiceName;
  /** As the credential scope names it. */
  region: string;
}

/** Turns signed requests into calls of handlers, and what they return or throw into answers. */
export class Gateway {
  readonly calls: CallRecord[] = [];
  private readonly world: World;
  private readonly clock: Clock;
  private readonly handlers: Readonly<Record<ServiceName, Handlers>>;
  private readonly faults: Faults;

  constructor(world: World, clock: Clock, handlers: Readonly<Record<ServiceName, Handlers>>, faults: Faults) {
    this.world = world;
    this.clock = clock;
    this.handlers = handlers;
    this.faults = faults;
  }

  /**
   * Answers a request, or is told by a fault not to: then undefined. Never rejects. The id is what AWS's request ids are: a
   * name for the support.
   */
  async answer(request: SignedRequest, requestId: string): Promise<WireReply | undefined> {
    let protocol: Protocol = protocolOf(speaksJson(request) ? "ssm" : "sts");
    try {
      const claim = readAuthorization(request.headers);
      const service = knownService(claim.service);
      protocol = protocolOf(service);
      const account = authenticate(request, claim, service, this.world);
      return await this.recorded({ account, service, region: claim.region }, request, requestId);
    } catch (error) {
      return error instanceof DroppedConnection ? undefined : protocol.error(asAwsError(error), requestId);
    }
  }

  private async recorded(caller: Caller, request: SignedRequest, requestId: string): Promise<WireReply> {
    const { account, service } = caller;
    const protocol = protocolOf(service);
    const wireRequest = { headers: request.headers, body: request.body.toString("utf8") };
    const operation = protocol.operation(wireRequest);
    const record: CallRecord = { account: account.id, region: caller.region, service, operation };
    this.remember(record);
    try {
      const input = protocol.input(operation, wireRequest);
      const dryRun = isDryRun(service, input);
      if (dryRun) record.dryRun = true;
      const fault = this.faults.strike({ ...record, dryRun });
      const bite = (moment: "before" | "after") =>
        strikeAt(moment, fault, record, { account, service, operation });
      await bite("before");
      const result = this.run(caller, operation, input, fault);
      // An answer that is lost is lost whether it tells of success or not.
      await Promise.allSettled([result]);
      await bite("after");
      return protocol.output(operation, await result, requestId);
    } catch (error) {
      record.errorCode = error instanceof DroppedConnection ? "Dropped" : asAwsError(error).code;
      throw error;
    }
  }

  private async run(caller: Caller, operation: string, input: Input, fault: Fault | undefined) {
    const region = knownRegion(caller.region);
    if (isDryRun(caller.service, input)) throw dryRunDone();
    const { world, clock } = this;
    const call = { world, clock, account: caller.account, region, operation };
    const { input: spared, complete } = partialFailure(fault, input);
    return complete(await invoke(this.handlers, caller.service, call, spared));
  }

  private remember(record: CallRecord): void {
    if (this.calls.length >= 2 * rememberedCalls) this.calls.splice(0, rememberedCalls);
    this.calls.push(record);
  }
}

/** Does what a fault does to a call at this moment, if anything. What is late does not keep the process alive. */
async function strikeAt(
  moment: "before" | "after",
  fault: Fault | undefined,
  record: CallRecord,
  call: { account: Account; service: ServiceName; operation: string },
): Promise<void> {
  if (fault === undefined) return;
  const after = "after" in fault && fault.after === true;
  const isNow = after === (moment === "after");
  if (isNow) record.struck = true;
  const isLate = fault.effect === "delay" ? isNow : moment === "before";
  if (isLate && fault.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false });
  const error = isNow ? faultError(fault, call) : undefined;
  if (error !== undefined) throw error;
}

function speaksJson(request: SignedRequest): boolean {
  return request.headers["content-type"]?.includes("json") ?? false;
}

function knownService(name: string): ServiceName {
  if (isServiceName(name)) return name;
  throw new AwsError("UnknownService", `The sandbox has no service '${name}'.`);
}

function knownRegion(name: string): RegionName {
  if (isRegionName(name)) return name;
  throw new AwsError("InvalidRegion", `The sandbox has no Region '${name}'.`);
}

/** Only the right to make the call is looked at, not what it would do (ledger: dry-run-looks-at-rights). */
function isDryRun(service: ServiceName, input: Input): boolean {
  return service === "ec2" && input["DryRun"] === true;
}

function dryRunDone(): AwsError {
  return new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AwsError("InternalFailure", `The sandbox itself failed: ${reason}`, 500);
}
