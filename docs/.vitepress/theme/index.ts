import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { Playground } from "./playground.js";
import "./style.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component("Playground", Playground);
  },
};

// biome-ignore lint/style/noDefaultExport: VitePress reads the theme as the default export
export default theme;
