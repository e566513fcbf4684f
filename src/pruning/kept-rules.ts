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
    ...['handovers', 'contact_confirmations'],
  ],
  'who and what there is; as large as the federation': [
    ...['units', 'calendar_feeds', 'push_devices', 'phrases', 'holidays', 'document_settings'],
    ...['authenticator_apps', 'passkeys', 'recovery_codes', 'second_factor_rules', 'locked_out_units'],
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

/** How many years after its end an account says whose it was, unless the setting ACCOUNT_KEPT_YEARS says otherwise. */
export const ACCOUNT_YEARS = 3;

/** Where counting what goes next ends: more is "hơn 10.000". */
export const MOST_COUNTED = 10_000;

/** In Vietnamese, for who reads what is kept of him and for who administers it: what goes, and until when it is kept. */
interface PrunedWords {
  readonly what: string;
  readonly until: string;
}

/** By table; `accountYears`: how many years after its end an account says whose it was. */
export const PRUNED_WORDS = (accountYears: number): Readonly<Record<string, PrunedWords>> => ({
  sessions: { what: 'Phiên đăng nhập', until: 'đến khi hết hạn' },
  sent_forms: { what: 'Dấu của biểu mẫu vừa gửi', until: '1 ngày' },
  rate_limits: { what: 'Số lần thử, đếm theo địa chỉ mạng', until: '1 giờ sau khi hết thời gian đếm' },
  sign_in_waits: { what: 'Số lần đăng nhập sai', until: '1 ngày sau lần sai cuối' },
  password_requests: { what: 'Yêu cầu đặt lại mật khẩu qua thư', until: '7 ngày' },
  one_time_codes: { what: 'Mã một lần đã hết hạn', until: '1 ngày sau khi hết hạn' },
  messages: { what: 'Lời trong thư đã gửi', until: '90 ngày sau khi gửi' },
  push_messages: { what: 'Lời báo việc đã gửi đến thiết bị', until: '90 ngày' },
  reminder_recipients: { what: 'Đơn vị nhận của thư đôn đốc đã bỏ', until: '30 ngày sau khi bỏ' },
  reminder_drafts: { what: 'Thư đôn đốc đã bỏ, không gửi', until: '30 ngày sau khi bỏ' },
  export_parts: { what: 'Tệp tổng hợp đã xuất', until: '7 ngày sau khi làm xong' },
  export_jobs: { what: 'Dòng ghi yêu cầu xuất tệp', until: '1 năm' },
  page_pictures: {
    what: 'Ảnh chụp trang của bản ký',
    until: 'đến khi báo cáo được chấp nhận hoặc khóa, hoặc 7 ngày sau khi bỏ bản ký',
  },
  attachments: {
    what: 'Tệp đã bỏ khỏi báo cáo đang lập',
    until: 'bản ký: 1 ngày sau khi bỏ, tệp khác: xóa ngay; tệp có trong lần nộp thì lưu cùng báo cáo',
  },
  inspection_files: {
    what: 'Tệp đã bỏ khỏi biên bản kiểm tra',
    until: '90 ngày sau khi bỏ nếu biên bản đã ký; khỏi bản nháp thì xóa ngay',
  },
  workbook_imports: { what: 'Tệp Excel nhập vào mà chưa đưa vào báo cáo', until: '30 ngày' },
  figure_changes: { what: 'Dấu thay đổi số liệu cũ', until: '1 năm sau khi khóa kỳ' },
  backups: { what: 'Dòng ghi lần sao lưu', until: '400 ngày' },
  database_sizes: { what: 'Dung lượng cơ sở dữ liệu từng ngày', until: '400 ngày' },
  pruning_rounds: { what: 'Dòng ghi lần dọn', until: '400 ngày' },
  accounts: {
    what: 'Họ tên và cách liên hệ của tài khoản đã ngừng',
    until: `${accountYears} năm sau khi ngừng; tài khoản đang dùng thì giữ`,
  },
});
