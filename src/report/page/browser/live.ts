/** How far sweeps are, as the server tells it; see LiveState. */
interface State {
  readonly line: string;
  readonly share: number;
  readonly underWay: readonly string[];
  readonly workers: readonly (readonly string[])[];
  readonly isDone: boolean;
}

/**
 * Keeps a page of sweeps under way up to date: the server sends how far they are, and a word when there are new records; the report is then
 * fetched anew and takes the old one's place.
 *
 * @param enliven makes a report's tables and curves answer
 */
export function live(section: HTMLElement, enliven: (report: Element) => void): void {
  const part = (name: string) => section.querySelector(`.live-${name}`) as HTMLElement;
  const events = new EventSource("events");
  let isDone = false;
  events.addEventListener("state", ({ data }) => {
    const state = JSON.parse(data) as State;
    part("away").hidden = true;
    part("line").textContent = state.line;
    (section.querySelector("progress") as HTMLProgressElement).value = state.share;
    part("trials").replaceChildren(...state.underWay.map((line) => elementOf("li", line)));
    part("workers").hidden = state.workers.length === 0;
    part("workers")
      .querySelector("tbody")
      ?.replaceChildren(
        ...state.workers.map((cells) => {
          const row = document.createElement("tr");
          row.append(...cells.map((cell) => elementOf("td", cell)));
          return row;
        }),
      );
    if (state.isDone) {
      isDone = true;
      part("done").hidden = false;
      events.close();
    }
  });
  events.addEventListener("records", () => refresh(section, enliven));
  events.addEventListener("error", () => {
    part("away").hidden = isDone;
  });
}

function elementOf(name: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function refresh(section: HTMLElement, enliven: (report: Element) => void): void {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname);
  // Parsed by the browser, without its scripts.
  request.responseType = "document";
  request.addEventListener("load", () => {
    const fresh = request.responseXML?.querySelector("main");
    const old = document.querySelector("main");
    if (request.status !== 200 || !fresh || !old) return;
    const { scrollX, scrollY } = window;
    const report = document.importNode(fresh, true);
    report.querySelector(".live")?.replaceWith(section);
    old.replaceWith(report);
    enliven(report);
    window.scrollTo(scrollX, scrollY);
  });
  request.send();
}
