import tseslint from "typescript-eslint";
import prettier from "eslint-config-prettier";

/** Which of our packages each package may import: the arrows of ARCHITECTURE.md. */
const arrows = {
  "contracts/bindings": [],
  "contracts/deploy": [],
  sdk: ["@lading/contracts"],
  "ledger-node": [],
  api: ["@lading/contracts", "@lading/sdk"],
  "wallet-cli": ["@lading/sdk"],
  web: ["@lading/sdk"],
};
const packages = ["@lading/contracts", "@lading/sdk", "@lading/ledger-node", "@lading/api", "@lading/web", "lading"];

const arrowRules = Object.entries(arrows).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: packages.filter((name) => !allowed.includes(name)).flatMap((name) => [name, `${name}/*`]),
            message: `${folder} may import only: ${allowed.join(", ") || "no other package of ours"} (ARCHITECTURE.md). Data flows contracts → sdk → api | wallet-cli | web.`,
          },
          {
            regex: "^(\\.\\./)+(contracts|sdk|ledger-node|api|wallet-cli|web)/",
            message: "Import another package by its name, never by a path into it.",
          },
        ],
      },
    ],
  },
}));

const inner = (files, group, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
});

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "artifacts",
      "cache",
      "coverage",
      "contracts/bindings",
      "api/generated",
      "web/dist",
      "data",
      ".tmp",
    ],
  },
  ...tseslint.configs.recommended,
  prettier,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "off",
    },
  },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-unused-expressions": "off" } },
  ...arrowRules,
  inner(
    ["sdk/src/domain/**/*.ts"],
    [
      "**/chain/**",
      "**/http/**",
      "**/proof/**",
      "node:*",
      "@lading/ledger-node",
      "@lading/api",
      "@lading/web",
      "lading",
    ],
    "sdk/domain is pure: it imports neither chain, http nor proof, and runs in a browser.",
  ),
  inner(
    ["sdk/src/chain/**/*.ts"],
    ["**/http/**", "@lading/ledger-node", "@lading/api", "@lading/web", "lading"],
    "sdk/chain imports domain, not http.",
  ),
  inner(
    ["sdk/src/http/**/*.ts"],
    ["**/chain/**", "@lading/ledger-node", "@lading/api", "@lading/web", "lading"],
    "sdk/http imports domain, not chain.",
  ),
);
