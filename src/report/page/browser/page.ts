import { liveCurves } from "./curves.js";
import { decodePicture } from "./decode-picture.js";
import { live } from "./live.js";
import { livePicture } from "./picture.js";
import { printable } from "./printable.js";
import { sortable } from "./sortable.js";

// What a page of ours does: its tables can be sorted, its curves asked, its graphs pruned. All of it works on what the page shows
// without a script, and only on that.
function enliven(report: ParentNode): void {
  for (const table of report.querySelectorAll<HTMLTableElement>("table:not(.live-workers table)"))
    sortable(table);
  for (const figure of report.querySelectorAll<HTMLElement>("figure.curves")) liveCurves(figure);
  for (const picture of report.querySelectorAll<HTMLElement>(".picture")) {
    const data = document.getElementById(picture.dataset.picture ?? "")?.textContent;
    livePicture(picture, decodePicture(JSON.parse(data ?? "null")));
  }
}

enliven(document);
printable();
const section = document.querySelector<HTMLElement>(".live");
if (section !== null) live(section, enliven);
