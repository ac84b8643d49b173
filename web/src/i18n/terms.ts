type Term = { en: string; zh: string };

/** The field's words for the codes of the ledger, by code without capitals and hyphens: SurrenderPending and surrender-pending are one. */
const TERMS: Readonly<Record<string, Term>> = {
  // states of a title
  live: { en: "live", zh: "流通中" },
  offered: { en: "offered", zh: "转让待接受" },
  surrenderpending: { en: "surrender pending", zh: "交回待受理" },
  surrendered: { en: "surrendered", zh: "已交回" },
  accomplished: { en: "accomplished", zh: "已履行完毕" },
  superseded: { en: "superseded", zh: "已被替换" },
  paper: { en: "paper", zh: "已转纸质" },
  void: { en: "void", zh: "已作废" },
  pledged: { en: "pledged", zh: "已质押" },
  frozen: { en: "frozen", zh: "已冻结" },
  deliveredwithoutpresentation: { en: "delivered without the bill", zh: "无单放货" },
  electronic: { en: "electronic", zh: "电子" },
  straight: { en: "straight", zh: "记名" },
  toorder: { en: "to order", zh: "指示" },
  toordernotonward: { en: "to order, no onward endorsement", zh: "指示（不得再背书）" },
  bearer: { en: "bearer", zh: "不记名" },
  none: { en: "none", zh: "无" },
  full: { en: "full endorsement", zh: "完全背书" },
  transfer: { en: "transfer", zh: "转让" },
  pledge: { en: "pledge", zh: "质押" },
  entrust: { en: "trust receipt", zh: "信托收据放单" },
  delivery: { en: "delivery", zh: "提货" },
  amendment: { en: "amendment", zh: "更改" },
  changeofdestination: { en: "change of destination", zh: "变更目的港" },
  switchbill: { en: "switch bill", zh: "转换提单" },
  // lists
  held: { en: "held", zh: "持有" },
  issued: { en: "issued by us", zh: "本方签发" },
  endorsed: { en: "to our order", zh: "凭本方指示" },
  past: { en: "past", zh: "曾经手" },
  haulage: { en: "our haulage", zh: "本方承运" },
  // states of a release
  prepared: { en: "prepared", zh: "已准备" },
  active: { en: "active", zh: "生效中" },
  assigned: { en: "assigned to a haulier", zh: "已派车队" },
  ready: { en: "ready", zh: "待提箱" },
  atgate: { en: "at the gate", zh: "已到闸口" },
  out: { en: "out", zh: "已出场" },
  returned: { en: "returned empty", zh: "已还空箱" },
  suspended: { en: "suspended", zh: "已暂停" },
  cancelled: { en: "cancelled", zh: "已取消" },
  expired: { en: "expired", zh: "已过期" },
  withoutpresentation: { en: "without presentation of the bill", zh: "无单" },
  waybill: { en: "sea waybill", zh: "海运单" },
  manual: { en: "let out by hand", zh: "人工放行" },
  road: { en: "road", zh: "公路" },
  rail: { en: "rail", zh: "铁路" },
  barge: { en: "barge", zh: "水路" },
  // lights
  commercial: { en: "commercial", zh: "商务放行" },
  customs: { en: "customs", zh: "海关" },
  terminal: { en: "terminal", zh: "码头" },
  discharge: { en: "discharged", zh: "卸船" },
  inspection: { en: "inspection", zh: "查验" },
  quarantine: { en: "quarantine", zh: "检疫" },
  maritime: { en: "maritime safety", zh: "海事" },
  border: { en: "border inspection", zh: "边检" },
  court: { en: "court", zh: "法院" },
  charges: { en: "charges", zh: "费用" },
  unknown: { en: "unknown", zh: "未知" },
  green: { en: "green", zh: "放行" },
  red: { en: "red", zh: "不放行" },
  // status of credit
  revoked: { en: "revoked", zh: "已撤销" },
  withdrawn: { en: "withdrawn", zh: "已撤回" },
  underobjection: { en: "under objection", zh: "异议中" },
  inforce: { en: "in force", zh: "有效" },
  applied: { en: "applied", zh: "已适用" },
  rulenotinforce: { en: "rule not in force", zh: "规则未生效" },
  notshared: { en: "not shared", zh: "未共享" },
  norecord: { en: "no record", zh: "无记录" },
  notvalid: { en: "attestation not in force", zh: "认定未生效" },
  gradenotrecognised: { en: "grade not recognised", zh: "等级未获承认" },
  redflagged: { en: "red-flagged", zh: "失信限制" },
  lowerinspectionrate: { en: "lower inspection rate", zh: "降低查验率" },
  priorityhandling: { en: "priority handling", zh: "优先办理" },
  guaranteewaiver: { en: "guarantee waiver", zh: "免除担保" },
  feweraudits: { en: "fewer audits", zh: "减少稽查" },
  greenlane: { en: "green lane", zh: "绿色通道" },
  remotecheck: { en: "remote check", zh: "远程核查" },
  // members
  memberactive: { en: "active", zh: "在册" },
  membersuspended: { en: "suspended", zh: "已暂停" },
  memberleft: { en: "left", zh: "已退出" },
  carrier: { en: "carrier", zh: "承运人" },
  carrieragent: { en: "carrier's agent", zh: "承运人代理" },
  trader: { en: "trader", zh: "贸易商" },
  bank: { en: "bank", zh: "银行" },
  insurer: { en: "insurer", zh: "保险人" },
  forwarder: { en: "forwarder", zh: "货代" },
  haulier: { en: "haulier", zh: "车队" },
  depot: { en: "depot", zh: "堆场" },
  maritimesafety: { en: "maritime safety", zh: "海事局" },
  borderinspection: { en: "border inspection", zh: "边检总站" },
  portoffice: { en: "port office", zh: "口岸办" },
  registrar: { en: "registrar", zh: "登记机构" },
  auditor: { en: "auditor", zh: "审计" },
  // scopes
  issue: { en: "issue", zh: "签发" },
  title: { en: "title", zh: "提单" },
  finance: { en: "finance", zh: "融资" },
  governance: { en: "governance", zh: "治理" },
  release: { en: "release", zh: "放箱" },
  gate: { en: "gate", zh: "闸口" },
  hold: { en: "hold", zh: "布控" },
  attest: { en: "attest", zh: "认定" },
  recognise: { en: "recognise", zh: "承认" },
  administer: { en: "administer", zh: "管理" },
  // trade documents
  valid: { en: "in time", zh: "有效期内" },
  notyetvalid: { en: "not yet valid", zh: "尚未生效" },
  admitted: { en: "admitted", zh: "已准入" },
  retired: { en: "retired", zh: "已停用" },
  member: { en: "member", zh: "成员" },
  container: { en: "container", zh: "集装箱" },
  commitment: { en: "commitment", zh: "承诺值" },
  // registries
  document: { en: "trade documents", zh: "贸易单证" },
  members: { en: "members", zh: "成员" },
  did: { en: "DID", zh: "DID" },
  credit: { en: "credit", zh: "信用" },
};

/**
 * The word for a code.
 *
 * @example
 * termOf("SurrenderPending", "zh"); // "交回待受理"
 * termOf("gatedIn", "en"); // "gated in": no term of ours, so the code in words
 */
export function termOf(code: string, language: "en" | "zh"): string {
  const term = TERMS[code.toLowerCase().replace(/[-_ ]/g, "")];
  return term?.[language] ?? inWords(code);
}

/** `holderOfRecord` and `HOLDER_OF_RECORD` in words. */
export function inWords(code: string): string {
  const words = /^[A-Z0-9_]+$/.test(code)
    ? code.replace(/_/g, " ")
    : code.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[-_]/g, " ");
  return words.toLowerCase();
}
