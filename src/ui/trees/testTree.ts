import {
  commands,
  type Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  window,
} from "vscode";
import type { Session } from "../../app/session.ts";
import type { StoredTestHistory } from "../../app/testHistory.ts";
import type { ProbeReport } from "../../core/probe/report.ts";
import { verdictTone } from "../../text/probe.ts";
import { historyTexts, runDescription, runTooltip } from "../../text/testHistory.ts";
import { moment } from "../platform/moment.ts";
import { whereCallsGo } from "../status/whereCallsGo.ts";

/** A finished test as a row; commands are handed it back. */
export interface TestRow {
  /** The report's. */
  readonly id: string;
  readonly report: ProbeReport;
}

const icons = {
  ok: new ThemeIcon("pass", new ThemeColor("charts.green")),
  warn: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  bad: new ThemeIcon("error", new ThemeColor("charts.red")),
  unknown: new ThemeIcon("question"),
} as const;

/** Ages are shown in minutes at the finest. */
const ageingMilliseconds = 30_000;

/** The view of the last connectivity tests, newest first. */
export class TestTree implements TreeDataProvider<TestRow>, Disposable {
  readonly #history: StoredTestHistory;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: TreeView<TestRow>;
  readonly #disposables: readonly Disposable[];

  constructor(history: StoredTestHistory, session: Session) {
    this.#history = history;
    this.#view = window.createTreeView("privatelink.tests", { treeDataProvider: this });
    const draw = () => this.#changed.fire(undefined);
    const describe = () => {
      this.#view.description = whereCallsGo(session) ?? "";
    };
    describe();
    const unsubscribe = [
      history.changed.add(draw),
      // The tests of another source are others.
      session.switched.add(draw),
      session.inventory.changed.add(describe),
    ];
    const ageing = setInterval(() => {
      if (this.#view.visible) draw();
    }, ageingMilliseconds);
    this.#disposables = [
      // Another window may have run some.
      this.#view.onDidChangeVisibility(({ visible }) => visible && draw()),
      this.#view,
      this.#changed,
      ...unsubscribe.map((dispose) => ({ dispose })),
      { dispose: () => clearInterval(ageing) },
    ];
  }

  async getChildren(row?: TestRow): Promise<TestRow[]> {
    if (row !== undefined) return [];
    const reports = await this.#history.list();
    void commands.executeCommand("setContext", "privatelink.tested", reports.length > 0);
    return reports.map((report) => ({ id: report.id, report }));
  }

  getTreeItem({ id, report }: TestRow): TreeItem {
    const item = new TreeItem(report.endpointName);
    item.id = id;
    item.description = runDescription(report, Date.now());
    item.iconPath = icons[verdictTone(report)];
    item.tooltip = runTooltip(report, moment(report.startedAt));
    item.contextValue = "testRun";
    item.accessibilityInformation = { label: `${report.endpointName}, ${item.description}` };
    item.command = { command: "privatelink.testRun.open", title: historyTexts.open, arguments: [{ id }] };
    return item;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
