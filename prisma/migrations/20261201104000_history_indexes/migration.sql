-- The history as a page: newest first of an action, of a unit, of an action at a unit, of a person (docs/decisions/0075).
-- CreateIndex
CREATE INDEX "history_events_action_at_id_idx" ON "history_events"("action", "at", "id");

-- CreateIndex
CREATE INDEX "history_events_unit_id_at_id_idx" ON "history_events"("unit_id", "at", "id");

-- CreateIndex
CREATE INDEX "history_events_unit_id_action_at_id_idx" ON "history_events"("unit_id", "action", "at", "id");

-- CreateIndex
CREATE INDEX "history_events_actor_id_at_id_idx" ON "history_events"("actor_id", "at", "id");
