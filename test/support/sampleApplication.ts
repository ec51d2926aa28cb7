/** The port that the article's application listens on. */
export const port = 5000;
/** What it answers. */
export const greeting = "Hello, PrivateLink World!";
/** User data of an instance that runs it. */
export const userData = `#!/bin/bash
pip3 install flask
cat > app.py <<'EOF'
from flask import Flask
app = Flask(__name__)
@app.route('/')
def hello():
    return '${greeting}'
app.run(host='0.0.0.0', port=${port})
EOF
`;
