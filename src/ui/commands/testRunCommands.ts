import { homedir } from "node:os";
import { commands, Uri, window, workspace } from "vscode";
import type { StoredTestHistory } from "../../app/testHistory.ts";
import type { ProbeReport } from "../../core/probe/report.ts";
import { historyTexts, runDescription } from "../../text/testHistory.ts";
import type { Tests } from "../panels/tests.ts";
import type { Commands } from "./commands.ts";

/** What can be done with finished tests. Rows come as objects with the report's id; from the palette one is asked for. */
export function testRunCommands(history: StoredTestHistory, tests: Tests): Commands {
  const withReport = async (id: string | undefined, act: (report: ProbeReport) => void) => {
    const report = await reportOf(history, id);
    if (report !== undefined) act(report);
  };
  return {
    "testRun.open": async (row) => withReport(row?.id, (report) => tests.showReport(report)),
    "testRun.again": async (row) =>
      withReport(row?.id, (report) => {
        if (!tests.runAgain(report)) sayGone(report);
      }),
    "testRun.diagnose": async (row) =>
      withReport(row?.id, (report) => {
        const endpoint = tests.rowOf(report);
        if (endpoint === undefined) sayGone(report);
        else void commands.executeCommand("privatelink.endpoint.diagnose", endpoint);
      }),
    "testRun.remove": async (row) => withReport(row?.id, (report) => void history.remove(report.id)),
    "testRun.clear": () => clear(history),
    "testRun.export": () => exportAll(history),
  };
}

function sayGone({ endpointName }: ProbeReport): void {
  void window.showInformationMessage(historyTexts.endpointGone(endpointName));
}

function sayNone(): undefined {
  void window.showInformationMessage(historyTexts.none);
}

async function reportOf(
  history: StoredTestHistory,
  id: string | undefined,
): Promise<ProbeReport | undefined> {
  const reports = await history.list();
  if (id !== undefined) return reports.find((report) => report.id === id);
  if (reports.length === 0) return sayNone();
  const items = reports.map((report) => ({
    label: report.endpointName,
    description: runDescription(report, Date.now()),
    report,
  }));
  return (await window.showQuickPick(items, { placeHolder: historyTexts.pick, matchOnDescription: true }))
    ?.report;
}

async function clear(history: StoredTestHistory): Promise<void> {
  const count = (await history.list()).length;
  if (count === 0) return sayNone();
  const choice = await window.showWarningMessage(
    historyTexts.clearQuestion,
    { modal: true, detail: historyTexts.clearDetail(count) },
    historyTexts.clear,
  );
  if (choice === historyTexts.clear) await history.clear();
}

/** Writes what the view shows as JSON, where the user wants it. */
async function exportAll(history: StoredTestHistory): Promise<void> {
  const tests = await history.list();
  if (tests.length === 0) return sayNone();
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
  const uri = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, historyTexts.exportName),
    filters: { JSON: ["json"] },
  });
  if (uri === undefined) return;
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(tests, null, 2)}\n`));
    void window.showInformationMessage(historyTexts.exported(uri.fsPath));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(historyTexts.notExported(uri.fsPath, reason));
  }
}
