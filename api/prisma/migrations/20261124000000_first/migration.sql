-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" INTEGER NOT NULL DEFAULT 1 PRIMARY KEY,
    "chainId" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "blockHash" TEXT NOT NULL,
    "blockTime" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Block" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "time" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Event" (
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL,
    "transactionHash" TEXT NOT NULL,
    "blockTime" INTEGER NOT NULL,
    "right" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "subject" TEXT,
    "args" TEXT NOT NULL,
    PRIMARY KEY ("blockNumber", "logIndex")
);

-- CreateIndex
CREATE INDEX "Event_subject_blockNumber_logIndex_idx" ON "Event"("subject", "blockNumber", "logIndex");

-- CreateIndex
CREATE INDEX "Event_transactionHash_idx" ON "Event"("transactionHash");

-- CreateTable
CREATE TABLE "EventMember" (
    "member" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL,
    PRIMARY KEY ("member", "blockNumber", "logIndex")
);

-- CreateTable
CREATE TABLE "Party" (
    "subject" TEXT NOT NULL,
    "member" INTEGER NOT NULL,
    "right" TEXT NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL,
    PRIMARY KEY ("subject", "member")
);

-- CreateIndex
CREATE INDEX "Party_member_right_blockNumber_logIndex_idx" ON "Party"("member", "right", "blockNumber", "logIndex");

-- CreateTable
CREATE TABLE "Member" (
    "member" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "legalIdentifier" TEXT NOT NULL,
    "roles" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "since" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Member_identity_idx" ON "Member"("identity");

-- CreateTable
CREATE TABLE "Officer" (
    "officer" TEXT NOT NULL PRIMARY KEY,
    "member" INTEGER NOT NULL,
    "scopes" INTEGER NOT NULL,
    "validUntil" BIGINT NOT NULL,
    "revoked" BOOLEAN NOT NULL
);

-- CreateIndex
CREATE INDEX "Officer_member_idx" ON "Officer"("member");

-- CreateTable
CREATE TABLE "Agent" (
    "principal" INTEGER NOT NULL,
    "agent" INTEGER NOT NULL,
    "scopes" INTEGER NOT NULL,
    "validUntil" BIGINT NOT NULL,
    PRIMARY KEY ("principal", "agent")
);

-- CreateTable
CREATE TABLE "Title" (
    "title" TEXT NOT NULL PRIMARY KEY,
    "carrier" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "holder" INTEGER NOT NULL,
    "endorsee" INTEGER NOT NULL,
    "pledgee" INTEGER NOT NULL,
    "offeredTo" INTEGER NOT NULL,
    "frozen" BOOLEAN NOT NULL,
    "deliveredWithoutPresentation" BOOLEAN NOT NULL,
    "contentDigest" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "acts" INTEGER NOT NULL,
    "issuedAt" INTEGER NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Title_holder_idx" ON "Title"("holder");

-- CreateIndex
CREATE INDEX "Title_offeredTo_idx" ON "Title"("offeredTo");

-- CreateIndex
CREATE INDEX "Title_carrier_state_idx" ON "Title"("carrier", "state");

-- CreateIndex
CREATE INDEX "Title_contentDigest_idx" ON "Title"("contentDigest");

-- CreateTable
CREATE TABLE "Release" (
    "release" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "carrier" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "holder" INTEGER NOT NULL,
    "offeredTo" INTEGER NOT NULL,
    "terminal" INTEGER NOT NULL,
    "depot" INTEGER NOT NULL,
    "haulier" INTEGER NOT NULL,
    "facts" TEXT NOT NULL,
    "acts" INTEGER NOT NULL,
    "issuedAt" INTEGER NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Release_holder_idx" ON "Release"("holder");

-- CreateIndex
CREATE INDEX "Release_offeredTo_idx" ON "Release"("offeredTo");

-- CreateIndex
CREATE INDEX "Release_terminal_state_idx" ON "Release"("terminal", "state");

-- CreateIndex
CREATE INDEX "Release_depot_idx" ON "Release"("depot");

-- CreateIndex
CREATE INDEX "Release_haulier_idx" ON "Release"("haulier");

-- CreateIndex
CREATE INDEX "Release_carrier_idx" ON "Release"("carrier");

-- CreateIndex
CREATE INDEX "Release_title_idx" ON "Release"("title");

-- CreateIndex
CREATE INDEX "Release_container_idx" ON "Release"("container");

-- CreateTable
CREATE TABLE "Scheme" (
    "scheme" INTEGER NOT NULL PRIMARY KEY,
    "publisher" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "field" INTEGER NOT NULL,
    "grades" INTEGER NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "names" TEXT NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Attestation" (
    "attestation" TEXT NOT NULL PRIMARY KEY,
    "agency" INTEGER NOT NULL,
    "subject" INTEGER NOT NULL,
    "pseudonym" TEXT NOT NULL,
    "scheme" INTEGER NOT NULL,
    "grade" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Attestation_subject_idx" ON "Attestation"("subject");

-- CreateIndex
CREATE INDEX "Attestation_agency_idx" ON "Attestation"("agency");

-- CreateTable
CREATE TABLE "RecognitionRule" (
    "rule" TEXT NOT NULL PRIMARY KEY,
    "agency" INTEGER NOT NULL,
    "scheme" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "RecognitionRule_agency_idx" ON "RecognitionRule"("agency");

-- CreateTable
CREATE TABLE "Document" (
    "digest" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "member" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "storedAt" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Document_title_idx" ON "Document"("title");

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "bodyDigest" TEXT NOT NULL,
    "registry" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "transactionHash" TEXT,
    "status" INTEGER,
    "answer" TEXT,
    "createdAt" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "UsedToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "UsedToken_expiresAt_idx" ON "UsedToken"("expiresAt");

-- CreateTable
CREATE TABLE "AccessLog" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "member" INTEGER NOT NULL,
    "officer" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "verb" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "AccessLog_subject_at_idx" ON "AccessLog"("subject", "at");

-- CreateIndex
CREATE INDEX "AccessLog_member_at_idx" ON "AccessLog"("member", "at");
