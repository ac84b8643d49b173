import type { Act, Parameter } from "./Act.ts";

const identity: Parameter = {
  name: "identity",
  kind: "account",
  summary: { en: "address of the DID", zh: "DID 地址" },
  default: "me",
};
const delegateType: Parameter = {
  name: "delegateType",
  kind: "reference",
  summary: { en: "veriKey, sigAuth or enc", zh: "veriKey、sigAuth 或 enc" },
  default: "veriKey",
};
const delegate: Parameter = {
  name: "delegate",
  kind: "account",
  summary: { en: "the delegate's address", zh: "受托密钥地址" },
};
const validity: Parameter = {
  name: "validity",
  kind: "duration",
  summary: { en: "for how long (365d)", zh: "有效期(365d)" },
  default: "3650d",
};
const attributeName: Parameter = {
  name: "name",
  kind: "reference",
  summary: { en: "did/pub/… or did/svc/… (ERC-1056)", zh: "did/pub/… 或 did/svc/…(ERC-1056)" },
};
const attributeValue: Parameter = {
  name: "value",
  kind: "bytes",
  summary: { en: "its value, 0x-hex", zh: "属性值,0x 十六进制" },
};

const act = (name: string, summary: Act["summary"], parameters: readonly Parameter[], irreversible = false): Act => ({
  right: "did",
  name,
  scope: null,
  summary,
  parameters: [identity, ...parameters],
  ...(irreversible ? { irreversible } : {}),
});

/** Acts of contracts/src/did: the DID document of an identity (ERC-1056). The identity's owner signs. */
export const didActs: readonly Act[] = [
  act("changeOwner", { en: "give a DID to another key", zh: "变更 DID 所有者密钥" }, [
    { name: "newOwner", kind: "account", summary: { en: "the new owner's address", zh: "新所有者地址" } },
  ]),
  act("deactivate", { en: "deactivate a DID for ever", zh: "永久停用 DID" }, [], true),
  act("addDelegate", { en: "add a delegate key", zh: "添加受托密钥" }, [delegateType, delegate, validity]),
  act("revokeDelegate", { en: "revoke a delegate key", zh: "撤销受托密钥" }, [delegateType, delegate]),
  act("setAttribute", { en: "publish a key or service", zh: "发布公钥或服务端点" }, [
    attributeName,
    attributeValue,
    validity,
  ]),
  act("revokeAttribute", { en: "withdraw a key or service", zh: "撤回公钥或服务端点" }, [
    attributeName,
    attributeValue,
  ]),
];
