import { defineConfig } from "vitest/config";

const journeyMinutes = 2;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/host/**", "test/e2e/**", "test/long/**"],
          // By default the main process has a core to itself, which it hardly uses.
          maxWorkers: 2,
          // Only ends what hangs: real processes, sockets and curls on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          // Windows wait more than they work; a third one at once would be one too many for two cores.
          maxWorkers: 2,
          testTimeout: journeyMinutes * 60_000,
          hookTimeout: journeyMinutes * 60_000,
        },
      },
      {
        test: {
          name: "long",
          include: ["test/long/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 600_000,
        },
      },
    ],
  },
});
