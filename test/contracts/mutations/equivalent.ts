/** Mutants that make no difference to anybody, and why. By contract and change, as caught.md names them. */
export const equivalent: ReadonlyMap<string, string> = new Map([
  // ------------------------------------------------------------------ acts
  [
    'MemberActs | _actorWith: "counterparty == NOBODY" taken as false',
    "nobody is no active member, so its roles are zero either way; it only costs more",
  ],
  [
    'MemberActs | _actorWith: "countersigners != 0" taken as true',
    "authoriseJointly with nobody beside the officer answers as authoriseWith; it only costs more",
  ],

  ...["actDigest", "_check"].map((name) => {
    const length = name === "_check" ? "signed.call.length" : "call_.length";
    return [
      `Acts | ${name}: "typeHash == 0 || ${length} < 4" without "${length} < 4"`,
      "shorter data is read with zeros after it, and no act's selector ends in zero (base/Acts.test.ts): it has no type",
    ] as const;
  }),
  [
    'Acts | _check: "_hasDynamicArguments(selector)" taken as true',
    "actDigest makes the same digest of words by itself; it only costs more",
  ],

  // ------------------------------------------------------------------ members
  [
    'MemberRegistry | approveRecovery: "taken == NOBODY" taken as true',
    "who is not free is the member's already, and stays so",
  ],
  ...[
    '"block.timestamp <= uint40(word >> VALID_UNTIL_SHIFT)" with <',
    '"inTime && uint8(word >> READY_SHIFT) != 0 && uint32(word >> SCOPES_SHIFT) & scope != 0" taken as false',
  ].map(
    (change) =>
      [
        `MemberRegistry | _authoriseAlone: ${change}`,
        "what the officer's one word does not decide {_authorise} decides, and alike; it only costs more",
      ] as const,
  ),
  [
    'MemberRegistry | authoriseWith: "counterparty != NOBODY" taken as true',
    "nobody is no active member, so its roles are zero either way; it only costs more",
  ],
  [
    'MemberRegistry | _shift: "scope > 1" with >=',
    "the counts of all scopes lie eight bits higher, for who writes and for who reads",
  ],
  ...["authoriseJointly", "_administered", "_authoriseAlone"].map(
    (name) =>
      [
        `MemberRegistry | ${name}: "makerChecker" taken as true`,
        "where no scope asks for more officers each asks for one, and there is one; it only costs more",
      ] as const,
  ),

  // ------------------------------------------------------------------ title
  ...(
    [
      ["TitleRareActs", "redirectPledge", "pledgor", "pledgee"],
      ["TitleRegistry", "offerPledge", "holder", "to"],
    ] as const
  ).map(
    ([contract, name, one, other]) =>
      [
        `${contract} | ${name}: "${one}" and "${other}" swapped in _requireReleaseTo`,
        "it asks the same of both: that neither is the one to release to",
      ] as const,
  ),

  ...["TitleBase | _requireIssuableTo", "TitleRareActs | reassign"].map(
    (where) =>
      [
        `${where}: "endorsee != NOBODY && endorsee != holder" without "endorsee != holder"`,
        "the holder has passed the same question before; it only costs more",
      ] as const,
  ),
  [
    'TitleRareActs | _reissue: "first.pledgee() != NOBODY" taken as true',
    "terms of a pledge are read only of a bill that is pledged or offered in pledge, and written when that begins",
  ],
  [
    'TitleRegistry | surrender: "!s.isOpen()" taken as true',
    "what is open is live, not frozen, not delivered and not pledged, so nothing there refuses it; it only costs more",
  ],

  // ------------------------------------------------------------------ release
  [
    "ReleaseBase | _rightReasons without `reasons |= Reasons.CHECK_DIGIT`",
    "a release is issued for a valid container number only, so there is never this reason",
  ],
  [
    'ReleaseRareActs | _issue: "issuance.replaces != NO_RELEASE" taken as true',
    "it writes zero where zero is; it only costs more",
  ],
  [
    'ReleaseRegistry | _clear: "_stage(right) == State.Ready" taken as true',
    "only what is ready has a driver and a plate to forget; it only costs more",
  ],
  [
    'ReleaseBase | _rightReasons: "!ContainerNumber.isValid(container)" taken as false',
    "a release is issued for a valid container number only, so there is never this reason",
  ],
  [
    'ReleaseBase | _validUntil: "given != 0 && given < validUntil" without "given < validUntil"',
    "no link is given for longer than those before it, nor is the right ever shortened",
  ],
  [
    'ReleaseRareActs | _againstDelivered: "!delivered || phase == TitlePhase.None" without "phase == TitlePhase.None"',
    "a bill that was never issued was never delivered",
  ],
  [
    'ReleaseRareActs | _firstKey: "proposer == address(0) || !_isOfficerStill(proposer, Scopes.GATE)" without "proposer == address(0)"',
    "the key zero is no officer's, so it is no officer any more either; it only costs more",
  ],
  [
    'ReleaseRegistry | offer: "right.remaining == 0 || depth >= right.remaining" without "right.remaining == 0"',
    "no depth is less than none",
  ],
  ['ReleaseBase | _validUntil: "given < validUntil" with <=', "what is equal takes the place of what is equal"],
  [
    'ContainerNumber | isValid: "digit >= 48 && digit <= 57" without "digit <= 57"',
    "it is compared with a remainder, which is at most nine",
  ],

  // ------------------------------------------------------------------ credit
  [
    'CreditRareActs | withdrawAccreditation: "actor" and "agency" swapped in CreditNotAnswerable',
    "it is refused there because the two are one",
  ],
  [
    'CreditBase | _requireAnswerable: "i <= MAX_DEPTH && member != NOBODY" without "member != NOBODY"',
    "nobody is accredited by nobody and has no successor: the walk goes on to the bound and ends as it would; it only costs more",
  ],
  [
    'CreditBase | _governing: "!word.has(AttestationWords.HAS_NEXT)" taken as false',
    "the record after the last is empty, which ends the walk as well; it only costs more",
  ],
  [
    'CreditBase | _validityAt: "status == 0" taken as false',
    "an empty record then counts as expired, and nobody is told: getAttestation refuses it, and all else asks only whether it is valid",
  ],
  [
    'CreditRareActs | _accredit: "before.validFrom != 0" taken as true',
    "an empty accreditation among the former ones answers as none does; it only costs more",
  ],

  // ------------------------------------------------------------------ documents and financings
  [
    'DocumentRegistry | _isKnown: "uint256(subject) <= type(uint32).max" with <',
    "member 4,294,967,295 is not known either; the number after it is refused by both",
  ],
  [
    'FinanceRegistry | register: "_isBound(title)" taken as true (2)',
    "it writes zero where zero is; it only costs more",
  ],
  [
    'FinanceRegistry | cancel: "_isBound(r.title)" taken as true',
    "no bill has the number zero, so nothing is pledged under it; it only costs more",
  ],
]);
