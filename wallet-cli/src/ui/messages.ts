/**
 * Every sentence that a person reads outside the descriptions of commands, in both languages. Codes are never translated.
 * `{name}` is replaced by the fact of that name.
 */
const MESSAGES = {
  // questions
  askPassphrase: { en: "Passphrase of the wallet", zh: "钱包口令" },
  askNewPassphrase: { en: "New passphrase (at least 8 characters)", zh: "新口令（至少 8 个字符）" },
  askAgain: { en: "The same again", zh: "再输入一次" },
  askImportPassphrase: { en: "Passphrase of the file to import", zh: "待导入文件的口令" },
  askExportPassphrase: {
    en: "Passphrase for the exported file (at least 8 characters)",
    zh: "导出文件的口令（至少 8 个字符）",
  },
  goOn: { en: "Go on?", zh: "确定继续？" },

  // wallet
  passphraseNeeded: {
    en: "the wallet is locked: give --passphrase-file FILE (or - for stdin), or run this on a terminal",
    zh: "钱包已锁定：请用 --passphrase-file 指定口令文件（- 表示标准输入），或在终端中运行",
  },
  passphraseDiffers: { en: "the two passphrases differ", zh: "两次输入的口令不一致" },
  cancelled: { en: "cancelled; nothing was changed", zh: "已取消，未作任何更改" },
  confirmationNeeded: {
    en: "{effect} This cannot be undone; add --yes to do it without a terminal",
    zh: "{effect}此操作不可撤销；无终端时须加 --yes 方可执行",
  },
  walletCreated: { en: "Wallet created in {directory}", zh: "钱包已创建于 {directory}" },
  keyImported: { en: "Key {alias} imported", zh: "密钥 {alias} 已导入" },
  keyAdded: { en: "Key {alias} added", zh: "密钥 {alias} 已添加" },
  walletRestored: { en: "Wallet restored from {file} to {directory}", zh: "钱包已从 {file} 恢复到 {directory}" },
  backupWritten: {
    en: "Backup written to {file}: {keys} keys, {credentials} credentials; it opens with the same passphrase",
    zh: "备份已写入 {file}：{keys} 个密钥、{credentials} 份凭证；用同一口令打开",
  },
  keyExported: {
    en: "Key {alias} written to {file} (JSON keystore v3, encrypted)",
    zh: "密钥 {alias} 已写入 {file}（JSON keystore v3，已加密）",
  },
  passphraseChanged: { en: "Passphrase changed; older backups keep the old one", zh: "口令已更改；旧备份仍用旧口令" },
  chainUnknown: {
    en: "(chain not known yet: reach an API, or lading config set chain-id N)",
    zh: "（链号未知：请连接接口，或执行 lading config set chain-id N）",
  },
  fileSecret: {
    en: "{file} can be read by others; make it private with: chmod 600 {file}",
    zh: "{file} 可被他人读取；请执行 chmod 600 {file} 设为私有",
  },

  // settings
  settingSet: { en: "{name} = {value}", zh: "{name} = {value}" },
  settingRemoved: { en: "{name} is not set any more", zh: "{name} 已取消设置" },
  none: { en: "none", zh: "无" },

  // DID and credentials
  attributePublished: { en: "{name} published for {did}", zh: "{did} 已发布 {name}" },
  attributeRevoked: { en: "{name} withdrawn from {did}", zh: "{did} 已撤下 {name}" },
  credentialIssued: {
    en: "Credential issued to {subject}; digest {digest}",
    zh: "已向 {subject} 签发凭证；摘要 {digest}",
  },
  credentialImported: { en: "Credential {digest} kept in the wallet", zh: "凭证 {digest} 已存入钱包" },
  credentialKept: { en: "Credential {digest} was already in the wallet", zh: "凭证 {digest} 已在钱包中" },
  credentialValid: { en: "valid: signed by {issuer} for {subject}", zh: "有效：由 {issuer} 为 {subject} 签发" },
  credentialFalse: { en: "NOT valid: {reason}", zh: "无效：{reason}" },
  credentialUndecided: { en: "cannot decide: {reason}", zh: "无法判断：{reason}" },

  // acts
  done: { en: "done", zh: "已完成" },
  about: { en: "about", zh: "对象" },
  block: { en: "block", zh: "区块" },
  transaction: { en: "transaction", zh: "交易" },
  act: { en: "act", zh: "行为" },
  notAfter: { en: "usable until", zh: "签名最迟可用" },
  wouldBeAdmitted: { en: "{act} would be admitted; nothing was changed", zh: "{act} 可被接受；未作任何更改" },

  // console
  signInOriginDiffers: {
    en: "Code {code} was asked for by a page at {origin}, and this wallet's API is {expected}. Do not approve a code that someone sent you; if you opened that page yourself, add --origin {origin}",
    zh: "登录码 {code} 由网页 {origin} 请求，而本钱包的接口为 {expected}。他人发来的登录码请勿批准；如该网页确由您本人打开，请加 --origin {origin}",
  },
  signInEffect: {
    en: "The page at {origin} that shows {code} will read everything that {member} may read, as officer {officer}. It cannot act.",
    zh: "显示 {code} 的网页 {origin} 将以经办人 {officer} 的身份查阅 {member} 可查阅的全部内容，但不能办理事项。",
  },
  signInApproved: {
    en: "The page at {origin} reads for {member} for {minutes} minutes",
    zh: "网页 {origin} 可为 {member} 查阅 {minutes} 分钟",
  },

  // certificates
  certificateMade: {
    en: "Certificate written to {file}: block {block}, {acts} acts, {bytes} bytes",
    zh: "证明文件已写入 {file}：区块 {block}、{acts} 项行为、{bytes} 字节",
  },
  certificateOfOne: {
    en: "name one right: the bill, or --release CONTAINER, or --attestation ID",
    zh: "请指明一项权利：提单，或 --release 箱号，或 --attestation 标识",
  },
  anchorKept: {
    en: "Trust anchor kept in {file}; compare it with what the operator publishes",
    zh: "信任依据已存于 {file}；请与运营方公布的内容核对",
  },
  anchorNeeded: {
    en: "whom to trust is not known: give --anchor FILE, or keep one with: lading certificate anchor",
    zh: "尚无信任依据：请用 --anchor 指定，或先执行 lading certificate anchor",
  },
  documentNotCompared: {
    en: "--document compares the text of a bill or of a trade document; this is a certificate of {right}",
    zh: "--document 仅用于比对提单或贸易单证的文本；本文件所证为 {right}",
  },
  certificatePrinted: { en: "Page written to {file}; against it: {code}", zh: "打印页已写入 {file}；不利结论：{code}" },
  printedTitle: { en: "Certificate of title", zh: "提单权利证明文件" },
  printedRelease: { en: "Certificate of release", zh: "放箱证明文件" },
  printedCredit: { en: "Certificate of credit", zh: "信用认定证明文件" },
  printedDocument: { en: "Certificate of a trade document", zh: "贸易单证的证明文件" },
  printedMoment: {
    en: "It speaks for {time}, the time of block {block} ({hash}), and says nothing of what came after.",
    zh: "本证明文件所证为 {time}（区块 {block}，{hash}）之时的状况，不涉及其后。",
  },
  printedFacts: { en: "What is proven", zh: "所证事实" },
  printedQuestions: { en: "Questions, answered from the certificate", zh: "审查问题（证明文件作答）" },
  printedQuestionsLead: {
    en: "Not provable offline means that no file can answer it; it is never a yes.",
    zh: "“离线无法证明”指任何文件均无法作答，绝不等于“是”。",
  },
  printedDigest: { en: "Digest of the certificate", zh: "证明文件摘要" },
  printedDigestLead: {
    en: "This paper proves nothing by itself. The QR code has the digest of the file from which it was printed; ask for the file, and compare.",
    zh: "纸面本身不构成证明。二维码为打印所据文件的摘要；请索取该文件并比对。",
  },
  printedVerified: {
    en: "Verified offline at {time} by the trust anchor of chain {chain} (validators: {validators}). Members stand by their numbers: names are not in a certificate.",
    zh: "已于 {time} 依链 {chain} 的信任依据（{validators} 个验证节点）离线核验。成员以编号表示：证明文件中不含名称。",
  },
  printedRepeat: {
    en: "To repeat it: lading certificate verify {file} --anchor FILE",
    zh: "复核方法：lading certificate verify {file} --anchor 文件",
  },
  answer: { en: "answer", zh: "答案" },
  answerYes: { en: "yes", zh: "是" },
  answerNo: { en: "no", zh: "否" },
  answerNotProvable: { en: "not provable offline", zh: "离线无法证明" },
  outcome: { en: "outcome", zh: "结论" },
  age: { en: "age", zh: "距今" },

  // envelopes
  envelopeSealed: {
    en: "Envelope written to {file}; members that can read it: {readers}",
    zh: "加密信封已写入 {file}；可读成员：{readers}",
  },
  attachmentsThere: {
    en: "It has attachments: {names}; to have them too, give --attachments FOLDER",
    zh: "该单证有附件：{names}；如需一并取出，请加 --attachments 文件夹",
  },
  documentShared: {
    en: "Members that can read the document now too: {readers}",
    zh: "现亦可读该单证的成员：{readers}",
  },
  documentResealed: {
    en: "Sealed anew; members that can read the document from now on: {readers}; left out: {without}",
    zh: "已重新加密；自此可读该单证的成员：{readers}；已排除：{without}",
  },
  resealOne: {
    en: "name one text: --title BILL, or --document FILE of a trade document",
    zh: "请指明一份文本：--title 提单，或 --document 贸易单证文件",
  },
  attachToBill: {
    en: "--attach goes with --title: trade documents have no attachments",
    zh: "--attach 仅与 --title 同用：贸易单证无附件",
  },
  documentsRewrapped: {
    en: "documents wrapped: {wrapped}; wrapped before: {unchanged}; not readable by this wallet: {unreadable}",
    zh: "已改封单证：{wrapped}；此前已可读：{unchanged}；本钱包不可读：{unreadable}",
  },
  documentKeyMissing: {
    en: "{to} cannot read the document of {title} yet; whoever can read it lets it: lading document share --title {title} --to {to}",
    zh: "{to} 尚不能读取 {title} 的单证；可由可读方执行：lading document share --title {title} --to {to}",
  },
  documentNotShared: {
    en: "This wallet cannot read the document of {title}, and so cannot let {to} read it; the holder before can: lading document share",
    zh: "本钱包不能读取 {title} 的单证，无法向 {to} 开放；可由前手执行：lading document share",
  },

  // trade documents
  typeAdmitted: { en: "Type {name} admitted; its schema is with the API", zh: "已准入单证类型 {name}；其规范已交接口" },
  typesAdmittedAlready: { en: "every type is admitted already", zh: "各类型均已准入" },
  schemaNotHandedIn: {
    en: "the schema of {name} was not handed to the API ({reason}); once that is mended: lading document admit-type {file}",
    zh: "{name} 的规范未能交给接口（{reason}）；排除后请执行 lading document admit-type {file}",
  },
  documentHandedIn: {
    en: "The sealed text is with the API; members that can read it: {readers}",
    zh: "加密文本已存入接口；可读成员：{readers}",
  },
  documentNotHandedIn: {
    en: "The document is attested; its text was not handed in: {reason}. Do it with: lading document hand-in {file} --to …",
    zh: "单证已签证，但文本未能存入：{reason}。请执行 lading document hand-in {file} --to …",
  },
  nobodyAttested: { en: "nobody attested this text on this ledger", zh: "本账本上无人签证该文本" },
  issuers: { en: "issued by", zh: "可签发角色" },
  supersedes: { en: "replaces", zh: "替代" },
  supersededBy: { en: "replaced by", zh: "被替代为" },
  textStored: { en: "text", zh: "文本" },
  textIsStored: {
    en: "sealed, with the API (lading document receive)",
    zh: "已加密存于接口（lading document receive）",
  },
  form: { en: "Is it in the form of its type?", zh: "是否符合该类型的规范？" },

  // proof of control
  nonceNotCompared: {
    en: "The nonce was not compared with yours: give --challenge NONCE, or this may be an answer to somebody else",
    zh: "未与您给出的随机数核对：请加 --challenge，否则可能是给他人的答复",
  },

  // framework
  errorLine: { en: "error: {message} ({code})", zh: "错误：{message}（{code}）" },
  next: { en: "Next: {command}", zh: "下一步：{command}" },
  usage: { en: "Usage:", zh: "用法：" },
  arguments: { en: "Arguments:", zh: "参数：" },
  options: { en: "Options:", zh: "选项：" },
  globalOptions: { en: "Global Options:", zh: "通用选项：" },
  commands: { en: "Commands:", zh: "命令：" },
  examples: { en: "Examples:", zh: "示例：" },
  topics: { en: "Help topics: {topics} (lading help TOPIC)", zh: "帮助主题：{topics}（lading help 主题）" },
  helpOption: { en: "show this help", zh: "显示本帮助" },
  versionOption: { en: "show the version", zh: "显示版本" },
  choices: { en: "choices: {choices}", zh: "可选：{choices}" },
  required: { en: "required", zh: "必填" },
  programDescription: {
    en: "The wallet and command line of the Lading ledger: bills of lading, container releases, credit.",
    zh: "Lading 账本的钱包与命令行：提单、放箱、信用。",
  },
  unknownCommand: { en: 'there is no command "{given}"{hint}', zh: "没有“{given}”这条命令{hint}" },
  unknownOption: { en: 'there is no option "{given}"{hint}', zh: "没有“{given}”这个选项{hint}" },
  didYouMean: { en: "; did you mean {suggestion}?", zh: "；您是否要用 {suggestion}？" },
  missingArgument: { en: "{given} is missing", zh: "缺少 {given}" },
  missingValue: { en: "{given} needs a value", zh: "{given} 需要取值" },
  excessArguments: { en: 'too many words: "{given}"', zh: "多余的参数：“{given}”" },
  badChoice: { en: "{given} does not take that value; accepted: {choices}", zh: "{given} 不接受该值；可选：{choices}" },
  seeHelp: { en: "See: {command} --help", zh: "参见：{command} --help" },

  // table heads
  alias: { en: "alias", zh: "别名" },
  type: { en: "type", zh: "类型" },
  address: { en: "address", zh: "地址" },
  created: { en: "created", zh: "创建时间" },
  name: { en: "name", zh: "名称" },
  value: { en: "value", zh: "值" },
  digest: { en: "digest", zh: "摘要" },
  issuer: { en: "issuer", zh: "签发人" },
  subject: { en: "subject", zh: "主体" },
  validUntil: { en: "valid until", zh: "有效期至" },
  directory: { en: "directory", zh: "目录" },
  roles: { en: "roles", zh: "角色" },
  status: { en: "status", zh: "状态" },
  officer: { en: "officer", zh: "经办人" },
  scopes: { en: "scopes", zh: "权限" },
  allowed: { en: "may do now", zh: "当前可办" },
  reference: { en: "number", zh: "提单号" },
  carrier: { en: "carrier", zh: "承运人" },
  kind: { en: "kind", zh: "种类" },
  schema: { en: "schema", zh: "规范" },
  validFrom: { en: "valid from", zh: "有效期起" },
  state: { en: "state", zh: "状态" },
  from: { en: "from", zh: "来自" },
  to: { en: "to", zh: "致" },
  holder: { en: "holder", zh: "持有人" },
  endorsee: { en: "endorsee", zh: "被背书人" },
  pledgee: { en: "pledgee", zh: "质权人" },
  offer: { en: "offer", zh: "要约" },
  time: { en: "time", zh: "时间" },
  event: { en: "event", zh: "事件" },
  facts: { en: "facts", zh: "内容" },
  document: { en: "document", zh: "单证" },
  same: { en: "the one that was issued", zh: "与签发时一致" },
  differs: { en: "NOT the one that was issued (its digest is {digest})", zh: "与签发时不一致（其摘要为 {digest}）" },
  container: { en: "container", zh: "箱号" },
  terminal: { en: "terminal", zh: "码头" },
  haulier: { en: "haulier", zh: "承运车队" },
  light: { en: "light", zh: "条件" },
  authority: { en: "authority", zh: "主管机构" },
  reason: { en: "reason", zh: "原因" },
  gate: { en: "gate", zh: "闸口" },
  go: { en: "GO", zh: "放行" },
  noGo: { en: "NO GO", zh: "不予放行" },
  agency: { en: "agency", zh: "机构" },
  grade: { en: "grade", zh: "等级" },
  scheme: { en: "scheme", zh: "评级体系" },
  passMissing: {
    en: "{given} can be compared only with a pass; add --pass FILE",
    zh: "{given} 须与通行凭据比对；请加 --pass 文件",
  },
  check: { en: "check", zh: "检查项" },
  finding: { en: "finding", zh: "结果" },

  // doctor
  doctorNode: { en: "Node", zh: "Node 版本" },
  doctorWallet: { en: "wallet", zh: "钱包" },
  doctorKey: { en: "acting key", zh: "办事密钥" },
  doctorPrivate: { en: "file permissions", zh: "文件权限" },
  doctorSettings: { en: "settings", zh: "设置" },
  doctorApi: { en: "API", zh: "接口" },
  doctorRpc: { en: "ledger JSON-RPC", zh: "账本 JSON-RPC" },
  doctorOfficer: { en: "officer", zh: "经办人" },
  doctorClock: { en: "clock", zh: "时钟" },
  doctorOk: { en: "everything is in order", zh: "一切正常" },
  doctorBad: { en: "{count} of {total} checks need attention", zh: "{total} 项检查中有 {count} 项需要处理" },
  doctorWorldReadable: {
    en: "{path} can be read by others: chmod 600 it",
    zh: "{path} 可被他人读取：请执行 chmod 600",
  },
  doctorClockOff: { en: "{seconds} s away from the ledger's last block", zh: "与账本最新区块相差 {seconds} 秒" },
} as const;

/** The name of a sentence. */
export type MessageKey = keyof typeof MESSAGES;

/**
 * A sentence in a language, with its facts filled in.
 *
 * @example
 * say("en", "keyAdded", { alias: "night-shift" }); // "Key night-shift added"
 */
export function say(language: "en" | "zh", key: MessageKey, facts: Record<string, unknown> = {}): string {
  return MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in facts ? String(facts[name]) : whole,
  );
}
