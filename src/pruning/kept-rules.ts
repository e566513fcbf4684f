/** Why each of these tables is never pruned. Every table stands here or in `prunings`; a test and docs/operations.md say the same. */
export const KEPT: Readonly<Record<string, readonly string[]>> = {
  'records: what was said, decided and filed, and by whom': [
    ...['history_events', 'record_links', 'record_roots', 'reports', 'section_drafts', 'submissions'],
    ...['returns', 'extensions', 'moved_dates'],
    ...['comments', 'comment_readings', 'review_notes', 'sendings', 'public_results'],
    ...['consolidation_snapshots', 'snapshot_reports', 'passages', 'model_examples'],
    ...['inspections', 'inspection_papers', 'inspection_changes', 'inspection_recommendations'],
    ...['inspection_replies', 'acknowledgement_requests', 'acknowledgements'],
    ...['reminder_deliveries', 'receipt_reminders', 'documents', 'document_files', 'announcements'],
    ...['guidance_versions', 'periods', 'form_versions', 'date_changes'],
  ],
  'who and what there is; as large as the federation': [
    ...['units', 'accounts', 'calendar_feeds', 'push_devices', 'phrases', 'holidays', 'document_settings'],
    ...['authenticator_apps', 'passkeys', 'recovery_codes', 'second_factor_rules'],
    ...['reminder_ladders', 'guidance_drafts', 'mail_holds', 'applied_functions', '_prisma_migrations'],
  ],
  'made from the records, as many as they; without them pages would be slow': [
    ...['report_figures', 'answer_words', 'text_sketches', 'like_texts', 'norm_groups', 'figure_norms'],
    ...['fills', 'fill_sources', 'filled_answers', 'text_comparisons'],
  ],
  'counters, summed up every few seconds by a job of their own (decision 10)': [
    ...['report_counts', 'grassroots_counts', 'figure_sums', 'unit_counts'],
  ],
};
