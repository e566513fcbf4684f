import { startEndingJob } from './accounts/ending/job.js';
import { startForgottenJob } from './accounts/forgotten/job.js';
import { startHandoverJob } from './accounts/handover/job.js';
import { startBackupJob } from './backups/job.js';
import { startExportJob } from './consolidation/exports/job.js';
import type { AppDeps } from './deps.js';
import { startHealthJob } from './health/job.js';
import { mailRoot } from './history-page/daily-root/commands.js';
import { startRecordJob } from './history/chain/job.js';
import { startChaseJob } from './inspections/chase/job.js';
import { startMailJob } from './mail/job.js';
import type { Job } from './platform/jobs/jobs.js';
import { openMailer } from './platform/jobs/mailer.js';
import type { Db } from './platform/postgres/db.js';
import { startPruningJob } from './pruning/job.js';
import { startPushJob } from './push/job.js';
import { startReminderJob } from './reminders/schedule/job.js';
import { releaseWork } from './reports/assignment/commands.js';
import { succession } from './reports/assignment/succession-commands.js';
import { startCountersJob } from './reports/counters/job.js';
import { startLikenessJob } from './reports/likeness/job.js';
import { startNormJob } from './review/outliers/job.js';
import { startSummaryJob } from './review/summary/job.js';
import { startUploadJob } from './uploads/job.js';

/** Begins all that the portal does off the requests; `exports`: the database, for those that read a whole year at once. */
export function startJobs(deps: AppDeps, exports: Db): Job {
  const { mail, publicUrl } = deps.config;
  const maybe = [
    mail && startMailJob(deps, openMailer(mail)),
    mail && publicUrl !== undefined ? startForgottenJob(deps) : undefined,
    startPushJob(deps),
  ];
  const jobs = [
    ...maybe.filter((job) => job !== undefined),
    ...[startReminderJob(deps), startNormJob(deps), startExportJob({ ...deps, db: exports })],
    ...[startCountersJob(deps), startEndingJob(deps, releaseWork), startPruningJob(deps)],
    ...[startSummaryJob(deps), startLikenessJob(deps), startBackupJob(deps), startChaseJob(deps)],
    ...[startHealthJob(deps), startRecordJob(deps, mailRoot), startHandoverJob(deps, succession)],
    startUploadJob(deps),
  ];
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
