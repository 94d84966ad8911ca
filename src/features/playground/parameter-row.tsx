import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Switch } from '@/ui/switch';
import { ParameterAbout } from './parameter-about';
import { isSettingName, type SettingName } from './parameter-table';
import { parameterTriedAgain, refusedBy, useRefused } from './refused-parameters';

type Props = {
  /** The wire's name, since that is what the code will say. */
  name: SettingName | 'other';
  /** The model in use. */
  model: string;
  isSet: boolean;
  onSet: (isSet: boolean) => void;
  /** The control; shown only while the parameter is set. */
  children: ReactNode;
};

/** A parameter with its switch: off means that it is not sent, not that it is zero. */
export function ParameterRow({ name, model, isSet, onSet, children }: Props) {
  const isRefused = useRefused(({ byModel }) =>
    refusedBy(byModel, model).some((each) => each === name),
  );
  return (
    <div className="py-2">
      <Switch
        label={<span className="font-mono text-xs">{name}</span>}
        aside={<ParameterAbout name={name} />}
        checked={isSet}
        onChange={onSet}
      />
      {isSet && isRefused && isSettingName(name) && (
        <p className="pt-1 text-xs text-warning-ink">
          Left out for this model, which refused it.{' '}
          <Button
            variant="link"
            size="inline"
            className="text-xs"
            onClick={() => parameterTriedAgain(model, name)}
          >
            Send it again
          </Button>
        </p>
      )}
      {isSet && <div className="pt-1.5">{children}</div>}
    </div>
  );
}
