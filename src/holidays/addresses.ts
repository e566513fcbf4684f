/** The calendar of days off that an administrator keeps. */
export const HOLIDAYS = '/quan-tri/ngay-nghi';
