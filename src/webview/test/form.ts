import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { type DraftProblem, readDraft, type TestDraft } from "../../core/probe/draft.ts";
import type { ProbeScheme } from "../../core/probe/request.ts";
import { draftLimits, type TestState } from "../../protocol/test.ts";
import { instanceLabel } from "../../text/instances.ts";
import { pageTexts } from "../../text/page.ts";
import { nameLabel, schemeNames, testTexts } from "../../text/pageTest.ts";
import { icon } from "../kit/icons.ts";
import { note } from "../kit/status.ts";
import { agentHint, noInstanceView } from "./instances.ts";

interface FormActions {
  readonly edit: (change: Partial<TestDraft>) => void;
  readonly run: () => void;
  readonly cancel: () => void;
  readonly createTester: () => void;
  readonly lookAgain: () => void;
}

const schemes: readonly ProbeScheme[] = ["http", "https", "tcp"];

/** From where to where, what is expected, and the button. */
export function requestForm(state: TestState, draft: TestDraft, actions: FormActions): TemplateResult {
  const busy = state.phase.status === "running";
  const usable = state.instances.filter(({ refused }) => refused === undefined);
  const read = readDraft(draft, state.endpointId, state.names, []);
  const problem = read.ok ? undefined : read.problem;
  const ready = read.ok && usable.some(({ id }) => id === draft.instanceId);
  const submit = (event: Event) => {
    event.preventDefault();
    // One button for both, so that the focus stays where it is.
    if (busy) actions.cancel();
    else if (ready) actions.run();
  };
  const wrongPort = problem === "badPort" && draft.port !== "" ? testTexts.wrongPort : undefined;
  return html`<form class="req" novalidate aria-label=${testTexts.request} @submit=${submit}>
    <fieldset ?disabled=${busy}>
      <div class="reqs">
        ${select(
          "instance",
          testTexts.instance,
          usable.map((instance) => ({ value: instance.id, label: instanceLabel(instance) })),
          draft.instanceId,
          (instanceId) => actions.edit({ instanceId }),
          agentHint(state.instances, draft.instanceId),
        )}
        ${select(
          "scheme",
          testTexts.scheme,
          schemes.map((scheme) => ({ value: scheme, label: schemeNames[scheme] })),
          draft.scheme,
          (text) => actions.edit({ scheme: schemes.find((each) => each === text) ?? "http" }),
        )}
        ${input("port", testTexts.port, draft.port, { problem: wrongPort }, (port) => actions.edit({ port }))}
        ${
          draft.scheme === "tcp"
            ? nothing
            : input("path", testTexts.path, draft.path, {}, (path) => actions.edit({ path }))
        }
      </div>
      ${draft.scheme === "tcp" ? nothing : details(draft, problem, actions)}
      ${namesView(state, draft, problem === "noNames", actions)}
    </fieldset>
    ${noInstanceView(state.instances, actions)}
    <div>
      <button type="submit" id="go" class=${busy || state.phase.status === "done" || usable.length === 0 ? "btn sec" : "btn"} ?disabled=${!busy && !ready}>
        ${busy ? pageTexts.cancel : testTexts.run}
      </button>
    </div>
  </form>`;
}

function details(draft: TestDraft, wrong: DraftProblem | undefined, { edit }: FormActions): TemplateResult {
  const problem = wrong === "badStatus" ? testTexts.wrongStatus : undefined;
  return html`<div class="reqs wants">
    ${
      draft.scheme === "https"
        ? input(
            "ownName",
            testTexts.ownName,
            draft.ownName,
            { problem: wrong === "badName" ? testTexts.wrongName : undefined, optional: true },
            (ownName) => edit({ ownName }),
          )
        : nothing
    }
    ${input("status", testTexts.expectStatus, draft.status, { problem, optional: true }, (status) => edit({ status }))}
    ${input("text", testTexts.expectText, draft.text, { optional: true }, (text) => edit({ text }))}
  </div>`;
}

function namesView({ names, interfaces }: TestState, draft: TestDraft, none: boolean, { edit }: FormActions) {
  const toggle = (host: string, wanted: boolean) =>
    edit({
      hosts: names.flatMap((name) =>
        (name.host === host ? wanted : draft.hosts.includes(name.host)) ? [name.host] : [],
      ),
    });
  return html`<fieldset class="names">
    <legend class="lbl">${testTexts.names}</legend>
    ${names.map(
      (name) => html`<label class="opt">
        <input
          type="checkbox"
          .checked=${live(draft.hosts.includes(name.host))}
          @change=${({ target }: Event) => target instanceof HTMLInputElement && toggle(name.host, target.checked)}
        />
        <span>${nameLabel(name)} <code class="muted">${name.host}</code></span>
      </label>`,
    )}
    ${none ? note("bad", testTexts.noNames) : nothing}
    ${interfaces === undefined ? note("warn", testTexts.unreadInterfaces) : nothing}
  </fieldset>`;
}

function select(
  id: string,
  label: string,
  options: readonly { readonly value: string; readonly label: string }[],
  value: string,
  change: (value: string) => void,
  hint: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="field">
    <label class="lbl" for=${id}>${label}</label>
    <span class="selw">
      <select id=${id} @change=${({ target }: Event) => target instanceof HTMLSelectElement && change(target.value)}>
        <option value="" disabled hidden .selected=${live(!options.some((option) => option.value === value))}>
          ${options.length === 0 ? pageTexts.nothingToChoose : pageTexts.choose}
        </option>
        ${options.map(
          (option) => html`<option value=${option.value} .selected=${live(option.value === value)}>
            ${option.label}
          </option>`,
        )}
      </select>
      ${icon("chevronDown")}
    </span>
    ${hint}
  </div>`;
}

function input(
  id: keyof typeof draftLimits,
  label: string,
  value: string,
  { problem, optional }: { readonly problem?: string | undefined; readonly optional?: boolean },
  change: (text: string) => void,
): TemplateResult {
  return html`<div class="field">
    <label class="lbl" for=${id}>${label}</label>
    <input
      type="text"
      id=${id}
      spellcheck="false"
      autocomplete="off"
      maxlength=${draftLimits[id]}
      placeholder=${optional === true ? testTexts.optional : nothing}
      aria-invalid=${problem === undefined ? "false" : "true"}
      aria-describedby=${problem === undefined ? nothing : `${id}-problem`}
      .value=${live(value)}
      @input=${({ target }: Event) => target instanceof HTMLInputElement && change(target.value)}
    />
    ${problem === undefined ? nothing : note("bad", problem, `${id}-problem`)}
  </div>`;
}
