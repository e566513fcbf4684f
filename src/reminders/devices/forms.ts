import { z } from 'zod';
import { readId } from '../../platform/text/numbers.js';
import type { FieldError } from '../../platform/page/forms.js';
import { isPushAddress } from '../../platform/jobs/push-settings.js';
import type { WhichDevice } from '../../push/commands.js';
import { isKeyPair } from '../../push/rules.js';

/** What a browser tells of itself; nobody types it, so one message says what is wrong with any of it. */
const UNREADABLE =
  'Trình duyệt không cho biết nơi nhận báo. Hãy tải lại trang rồi bấm lại nút “Bật trên máy này”.';
const told = (most: number) => z.string({ error: UNREADABLE }).min(1, UNREADABLE).max(most, UNREADABLE);

export const deviceForm = z.object({ endpoint: told(1000), p256dh: told(100), auth: told(40) });
type Told = z.infer<typeof deviceForm>;

/** Why that browser cannot be told anything; none where it can. `hosts`: allowed beside the known push services. */
export function deviceProblems({ endpoint, ...keys }: Told, hosts: readonly string[]): FieldError[] {
  if (!isPushAddress(endpoint, hosts)) return [{ field: '', message: UNKNOWN_SERVICE }];
  return isKeyPair(keys) ? [] : [{ field: '', message: UNREADABLE }];
}

const UNKNOWN_SERVICE =
  'Cổng chưa báo được đến trình duyệt này. Hãy dùng Chrome, Edge, Firefox, hoặc Safari bản mới.';

/** Which device is to be taken off; undefined where that names none. */
export function readDevice({ device, endpoint }: Record<string, string>): WhichDevice | undefined {
  if (endpoint) return { endpoint };
  const id = readId(device);
  return id === undefined ? undefined : { id };
}
