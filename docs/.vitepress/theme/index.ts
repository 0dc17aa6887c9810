import { type Theme, useRouter } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { onMounted, watch } from "vue";
import { Playground } from "./playground.js";
import "./style.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component("Playground", Playground);
  },
  setup: () => {
    // As config.mts writes it into the page, for those who come to the first page from another.
    const markMain = () => document.querySelector(".VPHome")?.setAttribute("role", "main");
    const { route } = useRouter();
    onMounted(() => watch(() => route.path, markMain, { immediate: true, flush: "post" }));
  },
};

// biome-ignore lint/style/noDefaultExport: VitePress reads the theme as the default export
export default theme;
