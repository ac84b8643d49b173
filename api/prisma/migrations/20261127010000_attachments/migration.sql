-- CreateTable
CREATE TABLE "Attachment" (
    "sealed" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "member" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "storedAt" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Attachment_title_idx" ON "Attachment"("title");
