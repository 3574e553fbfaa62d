interface DeviceChoiceProps {
  id: string;
  label: string;
  chosen: string;
  devices: readonly MediaDeviceInfo[];
  unnamed: (number: number) => string;
  /** What stands there when none of the devices is chosen. */
  none: string;
  onChoose: (deviceId: string) => void;
}

/** Which of the devices of one kind. */
export function DeviceChoice(props: DeviceChoiceProps) {
  const { id, label, chosen, devices, unnamed, none, onChoose } = props;
  const known = devices.some(({ deviceId }) => deviceId === chosen);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={known ? chosen : ""}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {known ? null : <option value="">{none}</option>}
        {devices.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || unnamed(index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}
