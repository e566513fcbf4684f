import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asMember, done } from '../../platform/http/routing.js';
import { pushSettings } from '../../platform/jobs/push-settings.js';
import { parseForm, postedValues, type FieldError } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { OWN_DEVICE_REMOVAL, OWN_DEVICES } from '../../accounts/addresses.js';
import { addDevice, removeDevice } from '../../push/commands.js';
import { ownDevices } from '../../push/finders.js';
import { browserName } from '../../push/rules.js';
import { deviceForm, deviceProblems, readDevice } from './forms.js';
import { devicesPage } from './pages.js';

/** On which devices one is told of reminders: asking for it there, and taking one off. */
export function deviceRoutes(deps: AppDeps): Router {
  return Router().use(additionRoutes(deps), removalRoutes(deps));
}

function additionRoutes({ db, clock, config }: AppDeps): Router {
  const settings = pushSettings(config);
  const show = async (actor: Actor, res: Response, errors: readonly FieldError[], status: number) => {
    const devices = await ownDevices(db, actor);
    page(res, 'reminders/devices', devicesPage(actor, { devices, key: settings?.publicKey, errors }), status);
  };
  return Router()
    .get(
      OWN_DEVICES,
      asMember((actor, _req, res) => show(actor, res, [], 200)),
    )
    .post(
      OWN_DEVICES,
      asMember((actor, req, res) =>
        answerForm(req, res, {
          posted: parseForm(deviceForm, req.body),
          command: async (told) => {
            const problems = settings ? deviceProblems(told, settings.hosts) : [NOT_HERE];
            if (problems.length > 0) return { problems };
            return addDevice(db, actor, { ...told, browser: browserOf(req) }, clock());
          },
          done: () => [OWN_DEVICES, 'Đã bật báo trên máy này.'],
          again: ({ form, status }) => show(actor, res, oneEach(form.errors), status),
        }),
      ),
    );
}

function removalRoutes({ db, clock }: AppDeps): Router {
  return Router().post(
    OWN_DEVICE_REMOVAL,
    asMember(async (actor, req, res) => {
      const which = readDevice(postedValues(req.body));
      const isRemoved = which !== undefined && (await removeDevice(db, actor, which, clock()));
      done(req, res, OWN_DEVICES, isRemoved ? REMOVED : 'Máy ấy không còn trong danh sách.');
    }),
  );
}

const REMOVED = 'Đã bỏ. Máy ấy không nhận báo nữa.';
const NOT_HERE = { field: '', message: 'Cổng này hiện chưa báo được trên máy.' };

function browserOf(req: Request): string {
  return browserName(req.get('user-agent') ?? '');
}

/** None is of a field that can be seen, and one message may stand for several. */
function oneEach(errors: readonly FieldError[]): FieldError[] {
  return [...new Set(errors.map(({ message }) => message))].map((message) => ({ field: '', message }));
}
