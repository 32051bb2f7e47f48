UPDATE "restores" SET "search_text" = lower("search_text") WHERE "search_text" <> lower("search_text");
