import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { parsePort } from "../../core/model/cidr.ts";
import type { TestPageMessage, TestState } from "../../protocol/test.ts";
import { pageTexts } from "../../text/page.ts";
import { instanceLabel, instanceRefusal, testTexts } from "../../text/pageTest.ts";
import { icon } from "../kit/icons.ts";
import { note } from "../kit/status.ts";

/** What the next test asks for, as the form holds it. */
export type Request = Omit<Extract<TestPageMessage, { readonly type: "run" }>, "type">;

interface FormActions {
  readonly edit: (change: Partial<Request>) => void;
  readonly run: () => void;
  readonly cancel: () => void;
}

/** From where to where, and the buttons. */
export function requestForm(state: TestState, request: Request, actions: FormActions): TemplateResult {
  const busy = state.phase.status === "running";
  const usable = state.instances.filter(({ refused }) => refused === undefined);
  const isPort = parsePort(request.port) !== undefined;
  const wrongPort = isPort || request.port === "" ? undefined : testTexts.wrongPort;
  const ready = isPort && usable.some(({ id }) => id === request.instanceId);
  const submit = (event: Event) => {
    event.preventDefault();
    // One button for both, so that the focus stays where it is.
    if (busy) actions.cancel();
    else if (ready) actions.run();
  };
  return html`<form class="req" novalidate aria-label=${testTexts.request} @submit=${submit}>
    <fieldset ?disabled=${busy}>
      <div class="reqs">
        ${select(
          "instance",
          testTexts.instance,
          usable.map((instance) => ({ value: instance.id, label: instanceLabel(instance) })),
          request.instanceId,
          (instanceId) => actions.edit({ instanceId }),
        )}
        ${select(
          "host",
          testTexts.host,
          state.hosts.map((host) => ({ value: host, label: host })),
          request.host,
          (host) => actions.edit({ host }),
        )}
        ${input("port", testTexts.port, request.port, wrongPort, (text) => actions.edit({ port: text }))}
        ${input("path", testTexts.path, request.path, undefined, (text) => actions.edit({ path: text }))}
      </div>
    </fieldset>
    ${usable.length === 0 ? note("warn", testTexts.noInstance) : nothing} ${refusedList(state)}
    <div>
      <button type="submit" class=${busy ? "btn sec" : "btn"} ?disabled=${!busy && !ready}>
        ${busy ? pageTexts.cancel : state.phase.status === "done" ? testTexts.runAgain : testTexts.run}
      </button>
    </div>
  </form>`;
}

function refusedList({ instances }: TestState) {
  const refused = instances.filter((instance) => instance.refused !== undefined);
  if (refused.length === 0) return nothing;
  return html`<details class="fold">
    <summary>
      ${icon("chevronRight")}<span>${testTexts.notOffered}</span><span class="muted small">${refused.length}</span>
    </summary>
    <ul class="iam hint">
      ${refused.map((instance) => html`<li>${instanceRefusal(instance)}</li>`)}
    </ul>
  </details>`;
}

function select(
  id: string,
  label: string,
  options: readonly { readonly value: string; readonly label: string }[],
  value: string,
  change: (value: string) => void,
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
  </div>`;
}

function input(
  id: string,
  label: string,
  value: string,
  problem: string | undefined,
  change: (text: string) => void,
): TemplateResult {
  return html`<div class="field">
    <label class="lbl" for=${id}>${label}</label>
    <input
      type="text"
      id=${id}
      spellcheck="false"
      autocomplete="off"
      aria-invalid=${problem === undefined ? "false" : "true"}
      aria-describedby=${problem === undefined ? nothing : `${id}-problem`}
      .value=${live(value)}
      @input=${({ target }: Event) => target instanceof HTMLInputElement && change(target.value)}
    />
    ${problem === undefined ? nothing : note("bad", problem, `${id}-problem`)}
  </div>`;
}
