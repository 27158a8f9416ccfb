// What the developer tool's 构建 npm does for the packages in "dependencies", so that tests and a first look need no click.

import { cp, readFile, rm } from "node:fs/promises";

const root = new URL("../", import.meta.url);
const { dependencies } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
for (const name of Object.keys(dependencies)) {
  const built = new URL(`src/miniprogram_npm/${name}/`, root);
  await rm(built, { recursive: true, force: true });
  await cp(new URL(`node_modules/${name}/miniprogram_dist/`, root), built, { recursive: true });
}
