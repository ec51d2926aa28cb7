import { describe, expect, it } from "vitest";
import { toStatus } from "../../../src/aws/runCommand.ts";

describe("what Systems Manager says of a command", () => {
  it.each([
    [undefined, undefined, "running"],
    ["Pending", "Pending", "running"],
    ["InProgress", "InProgress", "running"],
    ["Delayed", "Delayed", "running"],
    ["Cancelling", "Cancelling", "running"],
    ["Success", "Success", "finished"],
    // A line that failed is what the output tells of.
    ["Failed", "Failed", "finished"],
    ["Cancelled", "Cancelled", "cancelled"],
    ["Cancelled", undefined, "cancelled"],
    ["TimedOut", "Delivery Timed Out", "deliveryTimedOut"],
    ["TimedOut", "DeliveryTimedOut", "deliveryTimedOut"],
    ["TimedOut", "Execution Timed Out", "executionTimedOut"],
    ["TimedOut", undefined, "executionTimedOut"],
    ["Failed", "Undeliverable", "undeliverable"],
    ["Failed", "Terminated", "terminated"],
    ["Cancelled", "Terminated", "terminated"],
  ])("%s, %s: %s", (status, details, expected) => {
    expect(toStatus(status, details)).toBe(expected);
  });
});
