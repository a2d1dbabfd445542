import type { OrderDevice, OrderTask, OrderType } from '#domain/fields/orders.ts';
import type { Env } from '#domain/records/common.ts';

type TaskTemplate = {
  readonly key: string;
  readonly title: string;
  readonly kind: OrderTask['kind'];
  readonly required: boolean;
  /** Once for the order, or once for each device with this role. */
  readonly per: 'order' | OrderDevice['role'];
};

const task = (
  key: string,
  title: string,
  kind: OrderTask['kind'],
  per: TaskTemplate['per'],
  required = true,
): TaskTemplate => ({ key, title, kind, per, required });

/** The steps of each order type, in the order they are worked down (field guide 1.6). */
// biome-ignore format: a table is read by its columns
const TASKS: Readonly<Record<OrderType, readonly TaskTemplate[]>> = {
  move: [
    task('notify-user',         'Tell the user when the move happens',     'check',    'order'),
    task('scan-device',         'Scan the device',                         'scan',     'subject'),
    task('disconnect',          'Disconnect and pack the device',          'work',     'subject'),
    task('transport',           'Bring the device to its new place',       'work',     'subject'),
    task('connect-port',        'Connect and note the port or patch',      'reading',  'subject'),
    task('function-test',       'Test the device at its new place',        'check',    'subject'),
    task('handover',            'Hand over; name of who signed',           'handover', 'order'),
  ],
  add: [
    task('pick-from-stock',     'Take the device from stock',              'work',     'new'),
    task('scan-new',            'Scan the new device',                     'scan',     'new'),
    task('set-up',              'Set up the device',                       'work',     'new'),
    task('connect-port',        'Connect and note the port or patch',      'reading',  'new', false),
    task('function-test',       'Test the device',                         'check',    'new'),
    task('handover',            'Hand over; name of who signed',           'handover', 'order'),
  ],
  swap: [
    task('scan-old',            'Scan the old device',                     'scan',     'old'),
    task('scan-new',            'Scan the new device',                     'scan',     'new'),
    task('carry-over',          'Back up the old device and carry over',   'work',     'old'),
    task('swap',                'Swap the devices',                        'work',     'new'),
    task('function-test',       'Test the new device',                     'check',    'new'),
    task('handover',            'Hand over; name of who signed',           'handover', 'order'),
    task('old-to-store',        'Bring the old device to the store',       'work',     'old'),
  ],
  disposal: [
    task('verify-list',         'Check the list against what is there',    'check',    'order'),
    task('scan-device',         'Scan the device',                         'scan',     'subject'),
    task('erase-data',          'Erase the data; number of the record',    'erase',    'subject'),
    task('remove-licences',     'Remove licences from the device',         'work',     'subject'),
    task('handover-vendor',     'Hand to the vendor; certificate number',  'handover', 'order'),
  ],
};

/** The task list of a new order: the steps of its type, those about devices once for each device. All open. */
export const tasksFor = (
  type: OrderType,
  devices: readonly OrderDevice[],
  env: Pick<Env, 'newId'>,
): OrderTask[] =>
  TASKS[type].flatMap((template) => {
    const about =
      template.per === 'order'
        ? [null]
        : devices.filter((device) => device.role === template.per).map(({ id }) => id);
    return about.map(
      (deviceId): OrderTask => ({
        id: env.newId(),
        key: template.key,
        title: template.title,
        kind: template.kind,
        required: template.required,
        state: 'open',
        deviceId,
        value: null,
        note: null,
        doneAt: null,
        doneBy: null,
      }),
    );
  });
