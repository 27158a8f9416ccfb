# Settings of a local run, POSIX shell, sourced. First the environment counts, then .env, then the values below.
if [ -f .env ]; then
  given=$(export -p)
  set -a; . ./.env; set +a
  eval "$given"
fi
export WEB_PORT="${WEB_PORT:-5005}" ACTION_PORT="${ACTION_PORT:-5055}" RUN_DIR="${RUN_DIR:-.run}"
export ACTION_SERVER_URL="${ACTION_SERVER_URL:-http://127.0.0.1:$ACTION_PORT}"
export ACTION_ENDPOINT_URL="$ACTION_SERVER_URL/webhook"
export PLAN_DIR="${PLAN_DIR:-$RUN_DIR/plans}" PUBLIC_URL="${PUBLIC_URL:-http://127.0.0.1:$WEB_PORT}"
export TRACKER_DB="${TRACKER_DB:-$RUN_DIR/conversations.db}"
export RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1
export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 PYTHONUNBUFFERED=1 PYTHONWARNINGS=ignore
mkdir -p "$RUN_DIR/logs"
if [ -z "${SESSION_SECRET:-}" ]; then
  if [ ! -s "$RUN_DIR/session_secret" ]; then
    (umask 077; head -c 32 /dev/urandom | base64 | tr -d '\n=' >"$RUN_DIR/session_secret")
  fi
  SESSION_SECRET=$(cat "$RUN_DIR/session_secret")
  export SESSION_SECRET
fi
