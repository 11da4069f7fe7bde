import { chromium } from "playwright-core";
const [out, height, ...files] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--allow-file-access-from-files","--no-sandbox"] });
const p = await b.newPage({ viewport: { width: 1600, height: Number(height) } });
const fs = await import("node:fs");
const html = `<body style="margin:0;background:#888;display:flex;gap:6px;align-items:flex-start">` + files.map((f) => { const [name, off = "0", w = "320"] = f.split("@"); const d = fs.readFileSync(name).toString("base64"); return `<div style="width:${w}px;height:${height}px;overflow:hidden;flex:none"><img style="width:${w}px;margin-top:-${off}px" src="data:image/png;base64,${d}"></div>`; }).join("");
await p.setContent(html); await p.waitForTimeout(200);
await p.screenshot({ path: out }); await b.close();
