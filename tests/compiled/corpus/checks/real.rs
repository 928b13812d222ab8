//! Documents like those of well-known APIs.

use smart_runtime::{Amount, Credential, ErrorKind, Timestamp};

use smart_socket::{Server, json};
use crate::{DONE, call, client, get, sent, with_json};

pub(crate) async fn check() {
    money().await;
    clouds().await;
    people().await;
    things().await;
}

async fn money() {
    let invoices = r#"{"Invoices":[{"Type":"ACCREC","LineItems":[{"Quantity":1.0000,"UnitAmount":0.74}],"CurrencyRate":1.000000}]}"#;
    let body: corpus::real_accounting::types::Invoices = serde_json::from_str(invoices).unwrap();
    let request = corpus::real_accounting::requests::UpdateOrCreateInvoices::new("t-1", body);
    let wanted = format!(
        "POST /Invoices?summarizeErrors=true&unitdp=4 HTTP/1.1\ncontent-type: application/json\nxero-tenant-id: t-1\n\n{invoices}"
    );
    let server = Server::answering(json(200, invoices));
    let client = client!(real_accounting, server, "OAuth2" => Credential::bearer("t"));
    let request = request.summarize_errors(true).unitdp(4);
    let answer = client.update_or_create_invoices(request).await.unwrap();
    assert_eq!(
        sent(&server).replace("authorization: Bearer t\n", ""),
        wanted
    );
    assert_eq!(serde_json::to_string(&*answer).unwrap(), invoices);

    let server = Server::answering(json(200, r#"{"id":"ch_1","amount":7,"object":"charge","customer":{"deleted":true,"id":"c","object":"customer"}}"#));
    let client = client!(real_charges, server, "basicAuth" => Credential::basic("sk", ""));
    let body = corpus::real_charges::types::PostChargesBody::new(700)
        .currency("kes")
        .capture(false);
    let charge = client
        .post_charges(corpus::real_charges::requests::PostCharges::new().body(body))
        .await;
    assert_eq!(
        sent(&server),
        "POST /v1/charges HTTP/1.1\nauthorization: Basic c2s6\n\
         content-type: application/x-www-form-urlencoded\n\namount=700&currency=kes&capture=false"
    );
    let customer = serde_json::to_string(&charge.unwrap().customer).unwrap();
    assert_eq!(customer, r#"{"deleted":true,"id":"c","object":"customer"}"#);

    let server = Server::answering(json(200, r#"{"ResponseCode":"0"}"#));
    let client = client!(real_mobile_money, server, "bearer" => Credential::bearer("t"));
    let push = r#"{"BusinessShortCode":174379,"Password":"cGFzcw==","Timestamp":"20250121100000","TransactionType":"CustomerPayBillOnline","Amount":1.00,"PartyA":254700000000,"PartyB":174379,"PhoneNumber":254700000000,"CallBackURL":"https://h.example/c","AccountReference":"Invoce150083"}"#;
    let body: corpus::real_mobile_money::types::StkPushBody = serde_json::from_str(push).unwrap();
    let answer = client
        .stk_push(corpus::real_mobile_money::requests::StkPush::new(body))
        .await
        .unwrap();
    assert_eq!(answer.response_code.as_deref(), Some("0"));
    let wanted = with_json("POST /mpesa/stkpush/v1/processrequest", push);
    assert_eq!(
        sent(&server).replace("authorization: Bearer t\n", ""),
        wanted
    );

    let order = r#"{"orders":[{"id":450789469,"total_weight":0.10,"refunds":[{"order":{"id":1},"transactions":[{"amount":41.94,"kind":"refund","receipt":{"x":[1.0]}}]}]}]}"#;
    let server = Server::answering(json(200, order));
    let client = client!(real_shop, server, "token" => Credential::api_key("k"));
    let request = corpus::real_shop::requests::OrdersList::new()
        .created_at_min("2025-01-21T10:00:00+03:00".parse::<Timestamp>().unwrap())
        .fields(vec!["id".to_owned(), "refunds".to_owned()])
        .ids(vec![1, 2]);
    let answer = client.orders_list(request).await.unwrap();
    assert_eq!(
        sent(&server),
        format!(
            "{}\nx-shop-access-token: k",
            get(
                "/orders.json?created_at_min=2025-01-21T10%3A00%3A00%2B03%3A00&fields=id%2Crefunds&ids%5B%5D=1&ids%5B%5D=2"
            )
        )
    );
    assert_eq!(serde_json::to_string(&*answer).unwrap(), order);
}

async fn clouds() {
    let queue = json(
        200,
        r#"{"rateLimits":{"maxDispatchesPerSecond":0.50},"state":"PAUSED"}"#,
    );
    let policy = call!(
        real_cloud_tasks
            .get_iam_policy(GetIamPolicy::new("a/b").options_requested_policy_version(3)),
        json(200, r#"{"version":3}"#),
        "POST /v1/a%2Fb:getIamPolicy?options.requestedPolicyVersion=3 HTTP/1.1"
    );
    assert_eq!(policy.unwrap().version, Some(3));
    let server = Server::answering(queue);
    let client = client!(real_cloud_tasks, server, "Oauth2c" => Credential::bearer("t"));
    let request = corpus::real_cloud_tasks::requests::CloudtasksProjectsLocationsQueuesPause::new(
        "p", "l", "q:1",
    );
    let request = request.body(std::collections::BTreeMap::new());
    client
        .cloudtasks_projects_locations_queues_pause(request)
        .await
        .unwrap();
    let path = "POST /v1/projects/p/locations/l/queues/q%3A1:pause HTTP/1.1";
    assert_eq!(
        sent(&server),
        format!("{path}\nauthorization: Bearer t\ncontent-type: application/json\n\n{{}}")
    );

    let account = "/subscriptions/s/resourceGroups/r/providers/Cloud.Storage/storageAccounts/a?api-version=2023-05-01";
    macro_rules! account {
        ($request:ident) => {
            corpus::real_cloud_storage::requests::$request::builder()
                .subscription_id("s")
                .resource_group_name("r")
                .account_name("a")
                .api_version("2023-05-01")
        };
    }
    let head = "HTTP/1.1 404 \r\ncontent-length: 0\r\n\r\n";
    let gone = call!(
        real_cloud_storage.storage_accounts_exists(account!(StorageAccountsExists).build()),
        head,
        format!("HEAD {account} HTTP/1.1")
    );
    assert_eq!(gone.unwrap_err().kind(), ErrorKind::NotFound);
    call!(
        real_cloud_storage.storage_accounts_delete(account!(StorageAccountsDelete).build()),
        DONE,
        format!("DELETE {account} HTTP/1.1")
    )
    .unwrap();
    let properties = r#"{"id":"i","tags":{"k":"v"},"location":"l","sku":{"name":"Standard_LRS"},"properties":{"isHnsEnabled":true}}"#;
    let answer = call!(
        real_cloud_storage
            .storage_accounts_get_properties(account!(StorageAccountsGetProperties).build()),
        json(200, properties),
        get(account)
    );
    assert_eq!(
        serde_json::to_value(answer.unwrap()).unwrap(),
        serde_json::from_str::<serde_json::Value>(properties).unwrap()
    );

    let pods = r#"{"items":[{"metadata":{"name":"p","labels":{"a":"b"}},"spec":{"containers":[{"name":"c","ports":[{"containerPort":80,"targetPort":"http"},{"containerPort":81,"targetPort":8081}]}],"overhead":{"cpu":"250m"}}}]}"#;
    let answer = call!(
        real_clusters.list_core_v1_namespaced_pod(
            ListCoreV1NamespacedPod::new("n/s")
                .label_selector("a=b")
                .watch(false)
        ),
        json(200, pods),
        get("/api/v1/namespaces/n%2Fs/pods?labelSelector=a%3Db&watch=false")
    );
    assert_eq!(serde_json::to_string(&answer.unwrap()).unwrap(), pods);
    call!(
        real_clusters.delete_core_v1_namespaced_pod(DeleteCoreV1NamespacedPod::new("n", "p").body(
            types::IoK8sApimachineryPkgApisMetaV1DeleteOptions::new().grace_period_seconds(0)
        )),
        json(200, "{}"),
        with_json(
            "DELETE /api/v1/namespaces/n/pods/p",
            r#"{"gracePeriodSeconds":0}"#
        )
    )
    .unwrap();

    let config = r#"{"Hostname":"h","ExposedPorts":{"80/tcp":{}},"Env":["A=b"],"HostConfig":{"Memory":7,"PortBindings":{"80/tcp":null,"81/tcp":[{"HostPort":"8081"}]},"Isolation":""}}"#;
    let body: corpus::real_containers::types::ContainerCreateBody =
        serde_json::from_str(config).unwrap();
    let server = Server::answering(json(201, r#"{"Id":"i","Warnings":null}"#));
    let created = client!(real_containers, server)
        .container_create(corpus::real_containers::requests::ContainerCreate::new(body).name("n"))
        .await;
    assert_eq!(created.unwrap().id, "i");
    let requests = server.requests();
    assert_eq!(requests[0].target(), "/containers/create?name=n");
    let given: serde_json::Value = serde_json::from_str(config).unwrap();
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(requests[0].body()).unwrap(),
        given
    );
    call!(
        real_containers.system_ping_head(SystemPingHead::new()),
        "HTTP/1.1 200 \r\ncontent-length: 2\r\n\r\n",
        "HEAD /_ping HTTP/1.1"
    )
    .unwrap();

    let server = Server::answering(json(
        200,
        r#"{"success":true,"errors":[],"messages":null,"result":{"id":"r","ttl":1}}"#,
    ));
    let client = client!(real_zones, server, "api_email" => Credential::api_key("e"), "api_key" => Credential::api_key("k"));
    let record = r#"{"name":"n","content":"1.2.3.4","type":"A"}"#;
    let body: corpus::real_zones::types::DnsRecord = serde_json::from_str(record).unwrap();
    let answer = client
        .dns_records_for_a_zone_create_dns_record(
            corpus::real_zones::requests::DnsRecordsForAZoneCreateDnsRecord::new("z", body),
        )
        .await;
    assert_eq!(answer.unwrap().result.as_ref().unwrap().id, "r");
    assert_eq!(
        sent(&server),
        format!(
            "POST /zones/z/dns_records HTTP/1.1\ncontent-type: application/json\nx-auth-email: e\nx-auth-key: k\n\n{record}"
        )
    );
}

async fn people() {
    let server = Server::answering(json(
        200,
        r#"{"ok":true,"channels":[{"id":"C1","name":"n"},{"id":"D1","user":"u"}],"more":1.50}"#,
    ));
    let client = client!(real_chat, server, "chatAuth" => Credential::bearer("t"));
    let channels = client
        .conversations_list(corpus::real_chat::requests::ConversationsList::new().limit(2))
        .await
        .unwrap();
    assert_eq!(
        sent(&server),
        format!(
            "{}\nauthorization: Bearer t",
            get("/conversations.list?limit=2")
        )
    );
    assert_eq!(
        serde_json::to_string(&*channels).unwrap(),
        r#"{"ok":true,"channels":[{"id":"C1","name":"n"},{"id":"D1","user":"u"}],"more":1.50}"#
    );

    let channel = r#"{"id":"1","type":1,"recipients":[{"id":"2","avatar":null}]}"#;
    let channel = call!(
        real_guilds.get_channel(GetChannel::new("1")),
        json(200, channel),
        get("/channels/1")
    );
    assert!(matches!(
        channel.unwrap(),
        corpus::real_guilds::types::GetChannelAnswer::PrivateChannelResponse(_)
    ));

    let server =
        Server::answering(json(201, r#"{"sid":"SM1","price":null,"direction":null}"#));
    let basic = Credential::basic("AC", "t");
    let client = client!(real_messages, server, "accountSid_authToken" => basic);
    let body = corpus::real_messages::types::CreateMessageBody::new("+254700000000")
        .max_price("0.740".parse::<Amount>().unwrap());
    let body = body
        .body("naïve & 1+1")
        .send_at("2025-01-21T07:00:00Z".parse::<Timestamp>().unwrap());
    let answer = client
        .create_message(corpus::real_messages::requests::CreateMessage::new("AC/1").body(body))
        .await;
    assert_eq!(answer.unwrap().sid.as_deref(), Some("SM1"));
    assert_eq!(
        sent(&server),
        "POST /2010-04-01/Accounts/AC%2F1/Messages.json HTTP/1.1\nauthorization: Basic QUM6dA==\n\
         content-type: application/x-www-form-urlencoded\n\n\
         To=%2B254700000000&Body=na%C3%AFve+%26+1%2B1&MaxPrice=0.740&SendAt=2025-01-21T07%3A00%3A00Z"
    );

    let patient = r#"{"resourceType":"Patient","id":"p","active":true,"_active":{"extension":[{"url":"u","valueDecimal":1.50,"valueReference":{"identifier":{"use":"usual"}}}]}}"#;
    let answer = call!(
        real_patients.vread_patient(VreadPatient::new("p", "1")),
        json(200, patient),
        get("/Patient/p/_history/1")
    );
    assert_eq!(
        serde_json::to_value(answer.unwrap()).unwrap(),
        serde_json::from_str::<serde_json::Value>(patient).unwrap()
    );
    let bundle = json(200, r#"{"resourceType":"Bundle","entry":null}"#);
    let every = call!(
        real_patients.patient_everything(
            PatientEverything::new("p/1")
                .start("2025-01-21".parse::<smart_runtime::Date>().unwrap())
        ),
        bundle.clone(),
        get("/Patient/p%2F1/$everything?start=2025-01-21")
    );
    assert!(every.unwrap().entry.is_empty());
    let births = vec!["ge2000".to_owned(), "lt2010".to_owned()];
    call!(
        real_patients.search_patient(SearchPatient::new().birthdate(births).name_exact("A")),
        bundle,
        get("/Patient?birthdate=ge2000&birthdate=lt2010&name%3Aexact=A")
    )
    .unwrap();
}

async fn things() {
    let issue = r#"{"fields":{"f":[1.50]},"id":"1","operations":{"linkGroups":[{"groups":[{"id":"g"}]}],"x":0.10}}"#;
    let answer = call!(
        real_issues.get_issue(GetIssue::new("A-1/2").fields(vec!["a".to_owned(), "b".to_owned()])),
        json(200, issue),
        get("/rest/api/3/issue/A-1%2F2?fields=a&fields=b")
    );
    assert_eq!(serde_json::to_string(&answer.unwrap()).unwrap(), issue);
    let update = r#"{"fields":{"summary":"s"},"update":{"labels":[{"add":"triaged"}]},"extra":1}"#;
    let body: corpus::real_issues::types::IssueUpdateDetails =
        serde_json::from_str(update).unwrap();
    call!(
        real_issues.edit_issue(EditIssue::new("A-1", body).notify_users(false)),
        DONE,
        with_json("PUT /rest/api/3/issue/A-1?notifyUsers=false", update)
    )
    .unwrap();

    let server = Server::answering(json(200, r#"{"id":"i","object":"chat.completion","created":1,"choices":[{"finish_reason":"stop","index":0,"logprobs":null}]}"#));
    let client = client!(real_language_models, server, "ApiKeyAuth" => Credential::bearer("t"));
    let chat = r#"{"messages":[{"content":"c","role":"system"},{"content":[{"type":"text","text":"t"}],"role":"user"},{"role":"assistant"}],"temperature":0.70,"stop":["\n"],"tool_choice":"auto"}"#;
    let body: corpus::real_language_models::types::CreateChatCompletionRequest =
        serde_json::from_str(chat).unwrap();
    client
        .create_chat_completion(
            corpus::real_language_models::requests::CreateChatCompletion::new(body),
        )
        .await
        .unwrap();
    assert_eq!(
        sent(&server).replace("authorization: Bearer t\n", ""),
        with_json("POST /chat/completions", chat)
    );

    let search = get("/search?q=a+b&type=album%2Cartist");
    let request = {
        use corpus::real_music::{requests::Search, types::SearchTypeItem::*};
        Search::new("a b", vec![Album, Artist])
    };
    let found = call!(real_music.search(request), json(200, r#"{"albums":{"href":"h","total":1,"items":[{"album_type":"album","id":"i","type":"album","loudness":-7.10}]}}"#), search).unwrap();
    assert_eq!(
        found.albums.unwrap().items[0].loudness.as_ref().unwrap().to_string(),
        "-7.10"
    );
    let request = corpus::real_music::requests::SaveAlbumsUser::new("a,b");
    let server = Server::answering("HTTP/1.1 200 \r\ncontent-length: 0\r\n\r\n");
    client!(real_music, server)
        .save_albums_user(request)
        .await
        .unwrap();
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));

    let created = json(
        201,
        r#"{"id":1,"number":2,"state":"open","title":"t","user":null,"labels":["a",{"id":7}],"reactions":{"url":"u","total_count":2,"+1":1,"-1":1}}"#,
    );
    let title = with_json(
        "POST /repos/o/r/issues",
        r#"{"title":7,"milestone":"m","labels":["a",{"name":"b"}]}"#,
    );
    let body: corpus::real_repositories::types::IssuesCreateBody =
        serde_json::from_str(r#"{"title":7,"milestone":"m","labels":["a",{"name":"b"}]}"#).unwrap();
    let issue = call!(
        real_repositories.issues_create(IssuesCreate::new("o", "r", body)),
        created,
        title
    )
    .unwrap();
    assert_eq!(issue.reactions.unwrap().plus_1, 1);
    let compare = corpus::real_repositories::requests::ReposCompare::builder()
        .owner("o")
        .repo("r")
        .base("a/b")
        .head("c..d")
        .build();
    call!(
        real_repositories.repos_compare(compare),
        json(200, r#"{"ahead_by":4}"#),
        get("/repos/o/r/compare/a%2Fb...c..d")
    )
    .unwrap();

    let at = |text: &str| text.parse::<Amount>().unwrap();
    let server = Server::answering(json(200, r#"{"geometry":{"type":"LineString","coordinates":[[1,2]]},"properties":{"@id":"i","@type":"wx:Point"}}"#));
    let client = client!(real_weather, server, "userAgent" => Credential::api_key("clinic"));
    let point = client
        .point(corpus::real_weather::requests::Point::new(
            at("-1.2920"),
            at("36.80"),
        ))
        .await
        .unwrap();
    assert_eq!(
        point.properties.as_ref().unwrap().at_id.as_deref(),
        Some("i")
    );
    let requests = server.requests();
    assert_eq!(requests[0].target(), "/points/-1.2920,36.80");
    assert_eq!(requests[0].header("user-agent"), Some("clinic"));
}
