import { startEndingJob } from './accounts/ending/job.js';
import { startBackupJob } from './backups/job.js';
import { startExportJob } from './consolidation/exports/job.js';
import type { AppDeps } from './deps.js';
import { startChaseJob } from './inspections/chase/job.js';
import { startMailJob } from './mail/job.js';
import type { Job } from './platform/jobs/jobs.js';
import { openMailer } from './platform/jobs/mailer.js';
import { startPushJob } from './push/job.js';
import { startReminderJob } from './reminders/schedule/job.js';
import { releaseWork } from './reports/assignment/commands.js';
import { startCountersJob } from './reports/counters/job.js';
import { startLikenessJob } from './reports/likeness/job.js';
import { startPageSweepJob } from './reports/signed-paper/job.js';
import { startNormJob } from './review/outliers/job.js';
import { startSummaryJob } from './review/summary/job.js';

/** Begins all that the portal does off the requests. */
export function startJobs(deps: AppDeps): Job {
  const { mail } = deps.config;
  const maybe = [mail && startMailJob(deps, openMailer(mail)), startPushJob(deps)];
  const jobs = [
    ...maybe.filter((job) => job !== undefined),
    ...[startReminderJob(deps), startNormJob(deps), startExportJob(deps)],
    ...[startCountersJob(deps), startEndingJob(deps, releaseWork), startPageSweepJob(deps)],
    ...[startSummaryJob(deps), startLikenessJob(deps), startBackupJob(deps), startChaseJob(deps)],
  ];
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
