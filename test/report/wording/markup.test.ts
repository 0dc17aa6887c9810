import fc from "fast-check";
import { expect, test } from "vitest";
import { html, jsonData } from "../../../src/report/wording/markup.js";

const HOSTILE = `</script><img src=x onerror="alert('1')">&amp;`;

test("text is escaped wherever it stands; markup, lists and null are what they are", () => {
  expect(html`<p title="${HOSTILE}">${HOSTILE}</p>`.text).toBe(
    `<p title="&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;">&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;</p>`,
  );
  expect(html`<ul>${["a<", "b"].map((item) => html`<li>${item}</li>`)}${null}${7}</ul>`.text).toBe(
    "<ul><li>a&lt;</li><li>b</li>7</ul>",
  );
});

test("an object that looks like markup is not markup", () => {
  const forged = { text: "<img>" } as unknown as string;
  expect(html`${forged}`.text).toBe("[object Object]");
});

test("no text opens a tag or leaves an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(html`${text}`.text).not.toMatch(/[<>"'\0]/);
    }),
  );
});

test("data comes back whole, and cannot end its block", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constant(HOSTILE), fc.constant("<!--<script>")), (value) => {
      const [, json] = /^<script type="application\/json" id="data">([^<]*)<\/script>$/.exec(
        jsonData("data", value).text,
      ) as RegExpExecArray;
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
