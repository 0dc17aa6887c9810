import { html, type Markup } from "../wording/markup.js";

/** How far sweeps are that are under way. */
export interface LiveState {
  /** trials, rate, time left and failures, in words */
  readonly line: string;
  /** of the trials, in [0, 1] */
  readonly share: number;
  /** a line for each trial under way */
  readonly underWay: readonly string[];
  /** of a queue: name, jobs under way, done, failed */
  readonly workers: readonly (readonly [name: string, running: string, done: string, failed: string])[];
  readonly isDone: boolean;
}

/** What a page shows of sweeps under way; its script keeps it up to date. */
export function liveSection({ line, share, underWay, workers, isDone }: LiveState): Markup {
  return html`<section class="live" aria-labelledby="live-title">
<h2 id="live-title">Under way</h2>
<p class="live-line" role="status">${line}</p>
<progress max="1" value="${String(share)}" aria-label="share of the trials that are done"></progress>
<p class="live-away" hidden>The program has ended, or cannot be reached; what is shown was true before.</p>
<p class="live-done"${isDone ? "" : html` hidden`}>All trials are done: the report is in the folder.</p>
<ul class="live-trials">${underWay.map((trial) => html`<li>${trial}</li>`)}</ul>
<div class="scroll live-workers" tabindex="0" role="group" aria-label="Workers"${workers.length === 0 ? html` hidden` : ""}><table><caption>Workers</caption>
<thead><tr><th scope="col">worker</th><th scope="col">jobs under way</th><th scope="col">done</th><th scope="col">failed</th></tr></thead>
<tbody>${workers.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>
</section>`;
}
