// Does what the text of its edit field says and prints what came of it: "value error".
#property strict

string word[];

int    Whole(int i) { return(i<ArraySize(word) ? (int)StringToInteger(word[i]) : 0); }
double Real(int i)  { return(i<ArraySize(word) ? StringToDouble(word[i]) : 0.0); }
string Text(int i)  { return(i<ArraySize(word) ? word[i] : ""); }

int OnInit()
  {
   ObjectCreate(0,"puppet",OBJ_EDIT,0,0,0);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason) { ObjectsDeleteAll(0); }

string Do(string verb)
  {
   if(verb=="send")
      return(IntegerToString(OrderSend(Text(1),Whole(2),Real(3),Real(4),Whole(5),Real(6),Real(7),Text(8),Whole(9),(datetime)Whole(10))));
   if(verb=="close")   return((string)OrderClose(Whole(1),Real(2),Real(3),Whole(4)));
   if(verb=="closeby") return((string)OrderCloseBy(Whole(1),Whole(2)));
   if(verb=="modify")  return((string)OrderModify(Whole(1),Real(2),Real(3),Real(4),(datetime)Whole(5)));
   if(verb=="delete")  return((string)OrderDelete(Whole(1)));
   if(verb=="info")    return(DoubleToString(MarketInfo(Text(1),Whole(2)),8));
   if(verb=="select")
     {
      bool found=OrderSelect(Whole(1),SELECT_BY_TICKET);
      return((string)found+"/"+OrderComment()+"/"+DoubleToString(OrderLots(),2)+"/"+DoubleToString(OrderProfit(),2));
     }
   if(verb=="account")
      return(DoubleToString(AccountBalance(),2)+"/"+DoubleToString(AccountEquity(),2)+"/"+DoubleToString(AccountMargin(),2));
   if(verb=="connected") return((string)IsConnected()+"/"+IntegerToString(OrdersTotal()));
   if(verb=="busy")    return((string)IsTradeContextBusy());
   if(verb=="bars")    return(IntegerToString(iBars(Text(1),Whole(2)))+"/"+DoubleToString(iHigh(Text(1),Whole(2),Whole(3)),5));
   if(verb=="atr")     return(DoubleToString(iATR(Text(1),Whole(2),Whole(3),Whole(4)),6));
   if(verb=="time")    return(TimeToString(TimeCurrent(),TIME_DATE|TIME_SECONDS)+"/"+TimeToString(TimeGMT(),TIME_DATE|TIME_SECONDS));
   if(verb=="divide")  return((string)(1/Whole(1)));
   if(verb=="divide-real") return((string)(1.0/Real(1)));
   if(verb=="index")   return(word[Whole(1)]);
   if(verb=="recurse") return(Do("recurse")+Do("recurse"));
   if(verb=="hash")    return(Digest((ENUM_CRYPT_METHOD)Whole(1),Text(2)));
   if(verb=="aes")     return(Encrypted((ENUM_CRYPT_METHOD)Whole(1),Text(2),Text(3)));
   if(verb=="write")   return(Written(Text(1),Text(2)));
   if(verb=="read")    return(Read(Text(1)));
   if(verb=="move")    return((string)FileMove(Text(1),0,Text(2),FILE_REWRITE));
   if(verb=="setglobal") { GlobalVariableSet(Text(1),Real(2)); return("done"); }
   if(verb=="getglobal") return(DoubleToString(GlobalVariableGet(Text(1)),2));
   if(verb=="flush")   { GlobalVariablesFlush(); return("done"); }
   if(verb=="timer")   { EventSetMillisecondTimer(Whole(1)); return("done"); }
   if(verb=="sleep")   { Sleep(Whole(1)); return("done"); }
   if(verb=="refresh") { double before=Bid; RefreshRates(); return((string)before+"/"+(string)Bid); }
   return("unknown verb");
  }

string Hex(const uchar &bytes[])
  {
   string text="";
   for(int i=0; i<ArraySize(bytes); i++)
      text+=StringFormat("%02x",bytes[i]);
   return(text);
  }

string Digest(ENUM_CRYPT_METHOD method,string text)
  {
   uchar data[],key[],result[];
   StringToCharArray(text,data,0,StringLen(text));
   CryptEncode(method,data,key,result);
   return(method==CRYPT_BASE64 ? CharArrayToString(result) : Hex(result));
  }

void FromHex(string text,uchar &bytes[])
  {
   ArrayResize(bytes,StringLen(text)/2);
   for(int i=0; i<ArraySize(bytes); i++)
     {
      int value=0;
      for(int k=0; k<2; k++)
        {
         int c=StringGetCharacter(text,2*i+k);
         value=value*16+(c>='a' ? c-'a'+10 : c-'0');
        }
      bytes[i]=(uchar)value;
     }
  }

string Encrypted(ENUM_CRYPT_METHOD method,string text,string keyText)
  {
   uchar data[],key[],result[],back[];
   FromHex(text,data);
   FromHex(keyText,key);
   CryptEncode(method,data,key,result);
   CryptDecode(method,result,key,back);
   return(Hex(result)+"/"+Hex(back));
  }

string Written(string name,string text)
  {
   int file=FileOpen(name,FILE_WRITE|FILE_TXT|FILE_ANSI);
   if(file==INVALID_HANDLE) return("closed");
   FileWriteString(file,text+"\r\n"+text);
   FileClose(file);
   return("open");
  }

string Read(string name)
  {
   int file=FileOpen(name,FILE_READ|FILE_TXT|FILE_ANSI);
   if(file==INVALID_HANDLE) return("closed");
   string lines="";
   while(!FileIsEnding(file))
      lines+="["+FileReadString(file)+"]";
   FileClose(file);
   return(lines);
  }

void OnTick()  { Print("tick ",DoubleToString(Bid,_Digits)); }
void OnTimer() { Print("timer"); }

void OnChartEvent(const int id,const long &lparam,const double &dparam,const string &sparam)
  {
   if(id!=CHARTEVENT_OBJECT_ENDEDIT) return;
   StringSplit(ObjectGetString(0,"puppet",OBJPROP_TEXT),' ',word);
   ResetLastError();
   string value=Do(Text(0));
   Print("= ",value," ",GetLastError());
  }
