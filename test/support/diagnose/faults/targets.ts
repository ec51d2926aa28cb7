import type { Faults } from "../fault.ts";
import { closeInbound } from "../rules.ts";

/** E: targets and the application. */
export const targetFaults: Faults = {
  E2: { mutate: ({ applicationGroup }) => closeInbound(applicationGroup) },
  E3: {
    mutate: ({ applications }) => {
      for (const { application } of applications)
        if (application !== undefined) application.listening = false;
    },
  },
  E7: {
    mutate: ({ applications }) => {
      for (const instance of applications) instance.state = "stopped";
    },
  },
};
