import type { Faults } from "../fault.ts";

/** C: names. */
export const nameFaults: Faults = {
  C2: {
    // The service has a name of its own, and the endpoint does not use it.
    mutate: ({ service }) => {
      service.privateDnsName = "hello.example.com";
      service.privateDnsNameState = "verified";
    },
    target: (target) => ({ ...target, host: "hello.example.com" }),
  },
};
