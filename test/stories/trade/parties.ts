/** A party of the trade: an organisation with a wallet directory, a DID and a legal identifier of its own. */
export type Party = {
  /** Folder name of its wallet and short name in the story. */
  readonly key: string;
  /** Registered name, as admitted. */
  readonly name: string;
  /** LEI (ISO 17442) or unified social credit code (GB 32100-2015); invented, with valid check digits. */
  readonly legalId: string;
  /** What the port office admits it as. */
  readonly roles: string;
};

const party = (key: string, name: string, legalId: string, roles: string): Party => ({ key, name, legalId, roles });

/** The founder of the ledger, who admits the others. */
export const portOffice = party(
  "port-office",
  "上海口岸办 Shanghai Port Office",
  "1131000000248A017P",
  "port-office,registrar",
);

/** The parties by the part they play. */
export const parties = {
  portOffice,
  carrier: party("carrier", "Jianghai Container Lines Co., Ltd.", "300300JHCLINES000066", "carrier"),
  shipper: party("shipper", "Hansa Feinmechanik GmbH", "894500HANSAFEINM0063", "trader"),
  bank: party("bank", "Huangpu Trade Bank 黄浦贸易银行", "9845LADINGBANKER0333", "bank"),
  consignee: party("consignee", "上海临港精密机械有限公司 Lingang Precision Machinery", "91310000MA1FL00900", "trader"),
  forwarder: party("forwarder", "申通达国际货运 Shentongda Forwarding", "91310000MA1K7F0814", "forwarder"),
  haulier: party("haulier", "洋山捷运 Yangshan Haulage", "91310000MA1K7H036W", "haulier"),
  terminal: party("terminal", "洋山港码头 Yangshan Terminal", "91310000MA1K7T0472", "terminal"),
  depot: party("depot", "外高桥堆场 Waigaoqiao Empty Depot", "91310000MA1K7D051J", "depot"),
  customs: party("customs", "上海海关 Shanghai Customs", "1131000000248C063Y", "customs"),
  maritime: party(
    "maritime",
    "上海海事局 Shanghai Maritime Safety Administration",
    "1131000000248M079K",
    "maritime-safety",
  ),
  insurer: party("insurer", "东方海上保险 Oriental Marine Insurance", "9845ORIENTALMARINE47", "insurer"),
} as const satisfies Record<string, Party>;
