/**
 * User data that ends the instance by itself: powered off it is terminated, as its shutdown behaviour says. The moment is
 * fixed at the first boot, so that a restart does not put it off.
 */
export function testerUserData(hours: number): string {
  return `#!/bin/bash
set -euo pipefail
end=$(date --utc --date='+${hours} hours' '+%F %T UTC')
cat > /etc/systemd/system/tester-end.service <<'UNIT'
[Unit]
Description=End of this test instance

[Service]
Type=oneshot
ExecStart=/usr/bin/systemctl poweroff
UNIT

cat > /etc/systemd/system/tester-end.timer <<UNIT
[Unit]
Description=Ends this test instance ${hours} hours after its first boot

[Timer]
OnCalendar=$end
Persistent=true

[Install]
WantedBy=timers.target
UNIT

systemctl daemon-reload
systemctl enable --now tester-end.timer
`;
}
