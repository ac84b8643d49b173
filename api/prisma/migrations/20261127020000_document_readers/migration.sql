-- CreateTable
CREATE TABLE "TradeDocumentReader" (
    "member" INTEGER NOT NULL,
    "document" TEXT NOT NULL,

    PRIMARY KEY ("member", "document")
);

-- CreateIndex
CREATE INDEX "TradeDocumentReader_document_idx" ON "TradeDocumentReader"("document");

-- Whom the texts that are stored already were sealed for
INSERT INTO "TradeDocumentReader" ("member", "document")
SELECT DISTINCT json_extract(g."value", '$.member'), c."document" FROM "TradeDocumentContent" c, json_each(c."content", '$.grants') g;
