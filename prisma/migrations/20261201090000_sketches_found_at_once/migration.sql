-- Sketches are looked for as often as they are written. What waits to be put into the index would be read whole each time.
ALTER INDEX "text_sketches_bands_idx" SET (fastupdate = off);
SELECT gin_clean_pending_list('text_sketches_bands_idx'::regclass);
