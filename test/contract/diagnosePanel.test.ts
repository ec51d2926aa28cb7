import { expect, it, vi } from "vitest";
import { Uri } from "vscode";
import { DiagnoseSession } from "../../src/app/diagnoseSession.ts";
import { DiagnosePanel } from "../../src/ui/panels/diagnosePanel.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";

/* A full disk is out of a journey's reach, so here VS Code alone is played: one panel, and a person who says yes. */

const host = vi.hoisted(() => {
  const shown: string[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  return { shown, post: (message: unknown) => listeners.map((listen) => listen(message)), listeners };
});

vi.mock("vscode", () => {
  const uri = { toString: () => "" };
  const webview = {
    onDidReceiveMessage: (listen: (message: unknown) => void) => host.listeners.push(listen),
    asWebviewUri: () => uri,
    postMessage: async () => true,
  };
  const on = () => undefined;
  return {
    Uri: { joinPath: () => uri, file: () => uri },
    ViewColumn: {},
    workspace: {},
    env: {},
    window: {
      createWebviewPanel: () => ({ webview, onDidDispose: on, onDidChangeViewState: on, dispose: on }),
      showWarningMessage: async (_question: string, _options: unknown, choice: string) => choice,
      showErrorMessage: async (text: string) => void host.shown.push(text),
    },
  };
});

it("says why a fix could not be applied when the disk is full", async () => {
  const stage = await DiagnoseStage.open();
  const { session: made } = await stage.break([allFaults.B1].flatMap((fault) => fault ?? []));
  made.dispose();
  const ports = stage.ports();
  const full = { ...ports.fixes, writeApplied: () => Promise.reject(new Error("no space left on device")) };
  const diagnosis = new DiagnoseSession(made.question, { ...ports, fixes: full });
  await diagnosis.load();
  const nothing = () => undefined;
  const panel = new DiagnosePanel(diagnosis, {
    extensionUri: Uri.file("/"),
    session: stage.workbench.session,
    opener: "",
    name: "orders",
    topology: nothing,
    test: nothing,
    onDispose: nothing,
  });
  host.post({ type: "applyFix", revision: 1, finding: 0, fix: 0 });
  await vi.waitFor(() => expect(host.shown).toHaveLength(1));
  expect(host.shown[0]).toMatch(/^Diagnose: .+ could not go on: no space left on device\./);
  panel.dispose();
  diagnosis.dispose();
  await stage.close();
});
