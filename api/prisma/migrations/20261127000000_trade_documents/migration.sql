-- CreateTable
CREATE TABLE "DocumentType" (
    "schema" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "issuers" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "TradeDocument" (
    "document" TEXT NOT NULL PRIMARY KEY,
    "issuer" INTEGER NOT NULL,
    "schema" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "changedAt" INTEGER NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "logIndex" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "TradeDocument_issuer_idx" ON "TradeDocument"("issuer");

-- CreateIndex
CREATE INDEX "TradeDocument_subject_idx" ON "TradeDocument"("subject");

-- CreateIndex
CREATE INDEX "TradeDocument_digest_idx" ON "TradeDocument"("digest");

-- CreateTable
CREATE TABLE "DocumentSchema" (
    "schema" TEXT NOT NULL PRIMARY KEY,
    "content" TEXT NOT NULL,
    "member" INTEGER NOT NULL,
    "storedAt" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "TradeDocumentContent" (
    "document" TEXT NOT NULL PRIMARY KEY,
    "digest" TEXT NOT NULL,
    "member" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "storedAt" INTEGER NOT NULL
);
