import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { NameField } from './name-field';

test.each(['Old name', 'Old name\nof two lines'])(
  'what is typed takes the place of %j',
  async (name) => {
    const onDone = vi.fn<(name: string | null) => void>();
    render(<NameField label="Name" name={name} onDone={onDone} />);
    await userEvent.setup().keyboard('New');
    screen.getByRole('textbox', { name: 'Name' }).blur();
    expect(onDone).toHaveBeenLastCalledWith('New');
  },
);
