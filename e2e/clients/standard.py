"""What Python has for itself, as a program written for Twilio uses it: sends, lists and pages."""

import base64
import json
import os
import urllib.error
import urllib.parse
import urllib.request

sid = os.environ["TWILIO_ACCOUNT_SID"]
login = base64.b64encode(f"{sid}:{os.environ['TWILIO_AUTH_TOKEN']}".encode()).decode()


def call(url, form=None):
    data = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(url, data, {"Authorization": f"Basic {login}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)


api = "https://api.twilio.com"
messages = f"/2010-04-01/Accounts/{sid}/Messages.json"
services_url = "https://messaging.twilio.com/v1/Services"
words = ["one", "two", "three"]
sent = [call(api + messages, {"From": os.environ["FROM"], "To": "+15553332222", "Body": word})["sid"] for word in words]
services = [call(services_url, {"FriendlyName": word})["sid"] for word in words]
listed, uri = [], f"{messages}?PageSize=2"
while uri:
    page = call(api + uri)
    listed += [message["sid"] for message in page["messages"]]
    uri = page["next_page_uri"]
pages, url = [], f"{services_url}?PageSize=2"
while url:
    page = call(url)
    pages.append([service["sid"] for service in page["services"]])
    url = page["meta"]["next_page_url"]
refused = call("https://verify.twilio.com/v2/Services")
refusal = {"status": refused["status"], "message": refused["message"]}
print(json.dumps({"name": "urllib", "sent": sent, "listed": listed, "services": services, "pages": pages, "refusal": refusal}))
